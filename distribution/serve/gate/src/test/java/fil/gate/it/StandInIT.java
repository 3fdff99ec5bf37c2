package fil.gate.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** A bundle that offers a stand-in is answered for by its former version while the next one is put in its place. */
class StandInIT {

    @TempDir
    Path cache;

    private House house;
    private Bundle site;

    @BeforeEach
    void start() throws Exception {
        startWithQuiet("60000");
    }

    private void startWithQuiet(String millis) throws Exception {
        house = new House(cache.resolve(millis), Map.of("fil.gate.quiet", millis, "fil.gate.wait", "20000"));
        house.gate();
        site = house.start("site", jar("1.0.0"));
        house.untilServing("/site/a");
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    private static InputStream jar(String version) {
        return Jar.site("site", version, "/site/*", Map.of("Site-StandsIn", "yes"));
    }

    @Test
    void formerVersionAnswersUntilTheNextOneServes() throws Exception {
        assertEquals("1.0.0 /site/a REQUEST", body("/site/a"));
        site.stop();
        assertEquals("1.0.0 stands in", body("/site/a"));
        site.update(jar("2.0.0"));
        assertEquals("1.0.0 stands in", body("/site/a"));
        site.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> body("/site/a").equals("2.0.0 /site/a REQUEST"));
        assertEquals(0, house.statistic("held"));
        site.stop();
        assertEquals("2.0.0 stands in", body("/site/a"));
    }

    @Test
    void whatItHandsOnWaits() throws Exception {
        site.stop();
        CompletableFuture<HttpResponse<String>> later = house.ask("/site/later");
        untilWaiting(1);
        assertEquals("1.0.0 stands in", body("/site/a"));
        site.update(jar("2.0.0"));
        site.start();
        assertEquals(
                "2.0.0 /site/later REQUEST", later.get(10, TimeUnit.SECONDS).body());
    }

    @Test
    void oneThatFailsIsNotAskedAgain() throws Exception {
        site.stop();
        CompletableFuture<HttpResponse<String>> broken = house.ask("/site/broken");
        untilWaiting(1);
        CompletableFuture<HttpResponse<String>> next = house.ask("/site/a");
        untilWaiting(2);
        site.start();
        assertEquals(
                "1.0.0 /site/broken REQUEST", broken.get(10, TimeUnit.SECONDS).body());
        assertEquals("1.0.0 /site/a REQUEST", next.get(10, TimeUnit.SECONDS).body());
    }

    @Test
    void doesNotLeaveOutTheFiltersOfOthers() throws Exception {
        waitsBecauseOf(Map.of("Site-Filter", "/site/*"));
    }

    @Test
    void doesNotLeaveOutThePreprocessorsOfOthers() throws Exception {
        waitsBecauseOf(Map.of("Site-Preprocessor", "yes"));
    }

    private void waitsBecauseOf(Map<String, String> other) throws Exception {
        house.start("login", Jar.site("login", "1.0.0", "", other));
        site.stop();
        CompletableFuture<HttpResponse<String>> held = house.ask("/site/a");
        untilWaiting(1);
        site.start();
        HttpResponse<String> answer = held.get(10, TimeUnit.SECONDS);
        assertEquals("1.0.0 /site/a REQUEST", answer.body());
        assertEquals("1.0.0", answer.headers().firstValue("X-Stamp").orElse("none"));
    }

    @Test
    void staysUntilTheCutOverOfARelease() throws Exception {
        ServiceRegistration<Condition> change = house.framework()
                .getBundleContext()
                .registerService(
                        Condition.class,
                        Condition.INSTANCE,
                        new Hashtable<>(Map.of(Condition.CONDITION_ID, "fil.release.hold")));
        site.stop();
        CompletableFuture<HttpResponse<String>> later = house.ask("/site/later");
        untilWaiting(1);
        site.update(jar("2.0.0"));
        site.start();
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(60)).until(() -> body("/site/a")
                .equals("1.0.0 stands in"));
        assertFalse(later.isDone());
        change.unregister();
        assertEquals("2.0.0 /site/a REQUEST", body("/site/a"));
        assertEquals(
                "2.0.0 /site/later REQUEST", later.get(10, TimeUnit.SECONDS).body());
    }

    @Test
    void endsWhereTheNextVersionOffersNone() throws Exception {
        house.close();
        startWithQuiet("200");
        site.update(Jar.site("site", "2.0.0", "/site/*", Map.of()));
        await().atMost(Duration.ofSeconds(60)).until(() -> body("/site/a").equals("2.0.0 /site/a REQUEST"));
    }

    @Test
    void endsWhereTheBundleDoesNotComeBack() throws Exception {
        house.close();
        startWithQuiet("400");
        site.stop();
        await().atMost(Duration.ofSeconds(60)).until(() -> house.get("/site/a").statusCode() == 404);
    }

    private String body(String path) throws Exception {
        return house.get(path).body();
    }

    private void untilWaiting(long count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("waiting") == count);
    }
}
