package fil.release.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.release.Problem;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.plan.BundlePlacement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a release leaves out and stands on is named, each bundle once. */
class FoundationsTest {
    private static final BundlePlacement ADMIN = part(
            "admin",
            "Provide-Capability",
            "osgi.service;objectClass:List<String>=\"a.Admin\",osgi.extender;osgi.extender=x");
    private static final BundlePlacement USER = part(
            "user",
            "Require-Capability",
            "osgi.service;filter:=\"(objectClass=a.Admin)\";effective:=active,osgi.extender;filter:=\"(osgi.extender=x)\"");
    private static final BundlePlacement IDLE =
            part("idle", "Require-Capability", "osgi.service;filter:=\"(objectClass=a.Admin)\";resolution:=optional");
    private static final BundlePlacement SOCKET =
            part("socket", "Provide-Capability", "fil.foundation;fil.foundation=\"the listening socket\"");

    private static BundlePlacement part(String name, String... header) {
        Map<String, String> headers = new HashMap<>(
                Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version", "1.0.0"));
        headers.put(header[0], header[1]);
        return new BundlePlacement(BundleFacts.of(name, headers), 1, "", 1, true);
    }

    private static Assembly of(String release, BundlePlacement... parts) {
        return new Assembly(
                release, Stream.of(parts).collect(Collectors.toMap(BundlePlacement::name, it -> it)), Map.of());
    }

    private static List<String> problems(Assembly after) {
        return new Foundations(of("a", ADMIN, USER, IDLE, SOCKET), after, List.of())
                .problems().stream().map(Problem::sentence).toList();
    }

    @Test
    void aServiceThatSomebodyNeedsIsMissed() {
        List<String> problems = problems(of("b", USER, SOCKET));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("b leaves out admin 1.0.0"), problems::toString);
        assertTrue(problems.get(0).contains("user needs its"), problems::toString);
    }

    @Test
    void whatSaysThatAllStandOnItIsMissed() {
        List<String> problems = problems(of("b", ADMIN, USER));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("socket 1.0.0"), problems::toString);
        assertTrue(problems.get(0).contains("the listening socket"), problems::toString);
    }

    @Test
    void whatNobodyNeedsMayGoAndAnotherMayTakeThePlace() {
        assertEquals(List.of(), problems(of("b", IDLE, SOCKET)));
        BundlePlacement other =
                part("other", "Provide-Capability", "fil.foundation;fil.foundation=\"the listening socket\"");
        assertEquals(List.of(), problems(of("b", IDLE, other)));
    }
}
