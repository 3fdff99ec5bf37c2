package fil.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhiteboardMapTest {

    private final List<Registration> all = new ArrayList<>();

    private void add(long bundle, String type, Object... keysAndValues) {
        Map<String, Object> properties =
                new HashMap<>(Map.of("objectClass", new String[] {type}, "service.id", (long) all.size() + 1));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String key = (String) keysAndValues[i];
            properties.put(key.equals("service.ranking") ? key : "osgi.http.whiteboard." + key, keysAndValues[i + 1]);
        }
        all.addAll(Registration.of(bundle, "bundle" + bundle, properties));
    }

    private void servlet(long bundle, Object... more) {
        add(bundle, "jakarta.servlet.Servlet", more);
    }

    private Set<Long> bundles(String path) {
        return new WhiteboardMap(all).bundles(path);
    }

    @Test
    void requestBelongsToTheBundleWithTheBestPattern() {
        servlet(1, "servlet.pattern", "/");
        servlet(2, "servlet.pattern", new String[] {"/b/*", "*.b"});
        assertEquals(Set.of(1L), bundles("/a"));
        assertEquals(Set.of(2L), bundles("/b/c"));
        assertEquals(Set.of(2L), bundles("/x.b"));
    }

    @Test
    void pathThatNobodyServesBelongsToNobody() {
        servlet(2, "servlet.pattern", "/b");
        add(3, "jakarta.servlet.Filter", "filter.pattern", "/*");
        assertEquals(Set.of(), bundles("/a"));
    }

    @Test
    void samePatternBelongsToTheHigherRankingThenToTheOlder() {
        servlet(1, "servlet.pattern", "/a");
        servlet(2, "servlet.pattern", "/a");
        assertEquals(Set.of(1L), bundles("/a"));
        servlet(3, "servlet.pattern", "/a", "service.ranking", 5);
        assertEquals(Set.of(3L), bundles("/a"));
    }

    @Test
    void bundlesOfFiltersTakePart() {
        servlet(1, "servlet.pattern", "/a/*", "servlet.name", "one");
        add(2, "jakarta.servlet.Filter", "filter.pattern", "/a/b/*");
        add(3, "javax.servlet.Filter", "filter.regex", "/a/\\d+");
        add(4, "jakarta.servlet.Filter", "filter.servlet", "one");
        assertEquals(Set.of(1L, 2L, 4L), bundles("/a/b/c"));
        assertEquals(Set.of(1L, 3L, 4L), bundles("/a/12"));
    }

    @Test
    void errorPageOfAnotherBundleTakesPartButHasNoSayInTheAnswer() {
        servlet(1, "servlet.pattern", "/a");
        servlet(2, "servlet.errorPage", "404");
        assertEquals(Set.of(1L, 2L), bundles("/a"));
        assertEquals(Set.of(1L), new WhiteboardMap(all).answering("/a"));
        add(3, "jakarta.servlet.Filter", "filter.pattern", "/*");
        assertEquals(Set.of(1L, 3L), new WhiteboardMap(all).answering("/a"));
    }

    @Test
    void contextOfABundleTakesPartAndTheLongerOneIsAskedFirst() {
        add(9, "org.osgi.service.servlet.context.ServletContextHelper", "context.name", "app", "context.path", "/app");
        servlet(1, "servlet.pattern", "/*");
        servlet(2, "servlet.pattern", "/a", "context.select", "(osgi.http.whiteboard.context.name=app)");
        assertEquals(Set.of(2L, 9L), bundles("/app/a"));
        assertEquals(Set.of(1L), bundles("/app/b"));
        assertEquals(Set.of(1L), bundles("/a"));
    }

    @Test
    void resourcesBelongToTheirBundle() {
        add(5, "java.lang.Object", "resource.pattern", List.of("/pictures/*"), "resource.prefix", "/p");
        assertEquals(Set.of(5L), bundles("/pictures/cat.png"));
    }

    @Test
    void preprocessorTakesPartInEveryPath() {
        servlet(1, "servlet.pattern", "/a");
        add(2, "org.osgi.service.servlet.whiteboard.Preprocessor");
        add(3, "org.osgi.service.http.whiteboard.Preprocessor");
        assertEquals(Set.of(1L, 2L, 3L), bundles("/a"));
        assertEquals(Set.of(2L, 3L), bundles("/nobody"));
    }

    @Test
    void listenersAndErrorPagesTakePartInTheirContext() {
        add(9, "org.osgi.service.servlet.context.ServletContextHelper", "context.name", "app", "context.path", "/app");
        servlet(1, "servlet.pattern", "/a");
        servlet(2, "servlet.errorPage", "404");
        String app = "(osgi.http.whiteboard.context.name=app)";
        servlet(3, "servlet.pattern", "/a", "context.select", app);
        add(4, "jakarta.servlet.ServletRequestListener", "listener", "true", "context.select", app);
        assertEquals(Set.of(1L, 2L), bundles("/a"));
        assertEquals(Set.of(3L, 4L, 9L), bundles("/app/a"));
        assertEquals(Set.of(2L), bundles("/nobody"));
    }

    @Test
    void guestsTakePartInAllThatTheirHostServes() {
        servlet(1, "servlet.pattern", "/a");
        add(2, "org.osgi.service.jakartars.runtime.JakartarsServiceRuntime");
        servlet(2, "servlet.pattern", "/rest/*");
        all.addAll(Registration.of(3, "three", Map.of("osgi.jakartars.resource", "true", "service.id", 31L)));
        all.addAll(Registration.of(4, "four", Map.of("osgi.jaxrs.extension", "true", "service.id", 41L)));
        assertEquals(Set.of(1L), bundles("/a"));
        assertEquals(Set.of(2L, 3L, 4L), bundles("/rest/x"));
    }

    @Test
    void whatIsWithTheHttpServiceBelongsToAllWhoUseItAndComesFirst() {
        servlet(1, "servlet.pattern", "/*");
        for (long user : List.of(5L, 6L)) {
            Map<String, Object> paths = Map.of("osgi.http.whiteboard.servlet.pattern", List.of("/old"));
            all.add(new Registration(-1 - user, 0, user, "user" + user, Kind.HTTP_SERVICE, paths));
        }
        assertEquals(Set.of(5L, 6L), bundles("/old"));
        assertEquals(Set.of(1L), bundles("/new"));
    }

    @Test
    void twoGuardsThatAreAlikeHaveTwoMarks() {
        add(2, "jakarta.servlet.Filter", "filter.pattern", "/*");
        add(2, "jakarta.servlet.Filter", "filter.pattern", "/*");
        add(3, "jakarta.servlet.Filter", "filter.pattern", "/*");
        assertEquals(3, Mark.numbered(all.stream().flatMap(Registration::marks)).size());
    }
}
