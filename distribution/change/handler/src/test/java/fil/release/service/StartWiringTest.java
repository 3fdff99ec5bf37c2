package fil.release.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.kit.TestRelease;
import fil.release.Release;
import fil.release.osgi.Installed;
import fil.release.plan.Assembly;
import fil.release.plan.BundlePlacement;
import fil.release.plan.Rewiring;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two bundles that a start would wire, and that live are not: the exporter came last, and nobody has refreshed the importer. */
class StartWiringTest {
    private Felix felix;
    private StartWiring wiring;
    private Assembly running;

    @BeforeEach
    void twoAreNotWired(@TempDir Path home) throws Exception {
        felix = new Felix(home, Map.of());
        felix.install("user", TestRelease.jar("user", "1.0.0", "Import-Package", "p;resolution:=optional"));
        felix.install("maker", TestRelease.jar("maker", "1.0.0", "Export-Package", "p"));
        wiring = new StartWiring(felix.context(), new Installed(felix.context()), List.of());
        running = running();
    }

    @AfterEach
    void nothingRuns() throws Exception {
        felix.stop();
    }

    @Test
    void whatDiffersIsToldAndWiredAnewByTheNextChange() {
        assertEquals(List.of("the next start will wire: user 1.0.0 has p from maker 1.0.0"), wiring.differing(running));
        assertEquals(Set.of("user"), toRefresh(name -> false));
    }

    @Test
    void whatDifferedBeforeAndOnlyANewProcessCanWireAnewIsLeftAsItWas() {
        assertEquals(Set.of(), toRefresh("user"::equals));
    }

    @Test
    void whatLastsAndComesToDifferByTheChangeIsAMatterOfTheChange() {
        Map<String, BundlePlacement> parts = new TreeMap<>(running.parts());
        parts.remove("maker");
        Assembly before = new Assembly("0", parts, Map.of());
        assertEquals(
                Set.of("user"), wiring.onlyWhatCanBe(before, "user"::equals).of(running, Set.of()));
    }

    /** Live, the early one exports the package; after a start it would have that of the late one, and the narrow one nothing. */
    @Test
    void whoUsesWhatLastsAndDifferedBeforeCannotBeAsAStartWouldHaveItEither() throws Exception {
        Set<String> lasting = Set.of("user", "early");
        felix.install(
                "early", TestRelease.jar("early", "1.0.0", "Export-Package", "q;version=1.0", "Import-Package", "q"));
        felix.install("late", TestRelease.jar("late", "1.0.0", "Export-Package", "q;version=1.5"));
        Assembly before = running();
        String narrow = "q;version=\"[1.0,1.2)\";resolution:=optional";
        felix.install("narrow", TestRelease.jar("narrow", "1.0.0", "Import-Package", narrow));
        assertEquals(Set.of(), wiring.onlyWhatCanBe(before, lasting::contains).of(running(), Set.of("narrow")));
        assertEquals(
                Set.of("early"), wiring.onlyWhatCanBe(before, "user"::equals).of(running(), Set.of("narrow")));
    }

    /** A start gives it the one that is resolved by then; live both are, and the greater version counts, however often it is wired. */
    @Test
    void whatOnlyHelpsIfWhatLastsIsWiredAnewIsLeftAsItWas() throws Exception {
        byte[] importer = TestRelease.jar("importer", "1.0.0", "Import-Package", "q");
        felix.install("low", TestRelease.jar("low", "1.0.0", "Export-Package", "q;version=1.0"));
        felix.install("importer", importer);
        felix.install("high", TestRelease.jar("high", "1.0.0", "Export-Package", "q;version=1.5"));
        felix.bundle("importer").update(new ByteArrayInputStream(importer));
        running = running();
        assertEquals(Set.of(), toRefresh(Set.of("user", "low", "high")::contains));
        Rewiring all = wiring.onlyWhatCanBe(running, "user"::equals);
        assertEquals(Set.of("importer"), all.of(running, Set.of()));
        assertEquals(Set.of("high", "low"), all.of(running, Set.of("importer")));
    }

    /** Before the low one, as it is resolved, comes what the fragment brings, by its version, and only then the high one. */
    @Test
    void whoProvidesTheSameAndIsAskedFirstOnlyBecauseItIsResolvedIsWiredAnew() throws Exception {
        byte[] importer = TestRelease.jar("importer", "1.0.0", "Import-Package", "q;resolution:=optional");
        byte[] more = TestRelease.jar("more", "1.0.0", "Fragment-Host", "host", "Export-Package", "q;version=1.2");
        felix.install("importer", importer);
        felix.install("low", TestRelease.jar("low", "1.0.0", "Export-Package", "q;version=1.0"));
        felix.install("high", TestRelease.jar("high", "1.0.0", "Export-Package", "q;version=1.5"));
        felix.context().installBundle("fil:more", new ByteArrayInputStream(more));
        felix.install("host", TestRelease.jar("host", "1.0.0"));
        Rewiring asAStart = wiring.onlyWhatCanBe(running, name -> false);
        Set<String> fresh = Set.of("importer", "high", "host", "more", "user", "maker");
        assertEquals(Set.of("low"), asAStart.of(running(), fresh));
    }

    private Assembly running() {
        return new RunningSystem(felix.context(), new Manifests()).assembly(new Release("1", List.of(), Map.of()));
    }

    private Set<String> toRefresh(Predicate<String> lasting) {
        return wiring.onlyWhatCanBe(running, lasting).of(running, Set.of());
    }
}
