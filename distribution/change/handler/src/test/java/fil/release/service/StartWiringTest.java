package fil.release.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.release.Bundles;
import fil.release.Release;
import fil.release.osgi.Installed;
import fil.release.plan.Assembly;
import fil.release.plan.Part;
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
        felix.install("user", Bundles.jar("user", "1.0.0", "Import-Package", "p;resolution:=optional"));
        felix.install("maker", Bundles.jar("maker", "1.0.0", "Export-Package", "p"));
        wiring = new StartWiring(felix.context(), new Installed(felix.context()), List.of());
        running = new RunningSystem(felix.context(), new Manifests()).assembly(new Release("1", List.of(), Map.of()));
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
        Map<String, Part> parts = new TreeMap<>(running.parts());
        parts.remove("maker");
        Assembly before = new Assembly("0", parts, Map.of());
        assertEquals(
                Set.of("user"), wiring.onlyWhatCanBe(before, "user"::equals).of(running, Set.of()));
    }

    private Set<String> toRefresh(Predicate<String> lasting) {
        return wiring.onlyWhatCanBe(running, lasting).of(running, Set.of());
    }
}
