package fil.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Archives;
import fil.it.Installation;
import fil.release.ReleaseStore;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.plan.BundlePlacement;
import fil.release.plan.Dependents;
import fil.release.plan.Planner;
import fil.release.plan.Rewiring;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

/** What a plan of our real bundles says that clients notice is what they notice. */
class PlanWordsIT {
    private static Assembly real;

    @BeforeAll
    static void read() {
        try (Installation installation = Installation.of(Archives.A)) {
            ReleaseStore store = new ReleaseStore(installation.home());
            real = Assembly.of(
                    store.release(Archives.A),
                    bundle -> BundleFacts.of(store.layout().file(bundle)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fil.templates, clients notice nothing",
        "fil.shell, clients notice nothing",
        "fil.web, 'requests wait a moment at the gate, none is lost'",
        "fil.monitor, 'requests wait a moment at the gate, none is lost'",
        "fil.gate, 'requests wait a moment at the gate, none is lost'",
        "fil.connector, 'requests wait a moment at the gate, none is lost'",
        "org.apache.felix.http.jetty12, 'requests wait a moment at the gate, none is lost'"
    })
    void ofAllThatIsThere(String bundle, String notice) {
        says(real, bundle, notice);
    }

    @Test
    void withoutWhatHolds() {
        says(without("fil.gate"), "fil.web", "its answers are missing for a moment: there is no gate");
        says(
                without("fil.connector"),
                "org.apache.felix.http.jetty12",
                "open connections are closed: clients must connect again");
    }

    /** Another version of this bundle comes. */
    private static void says(Assembly before, String bundle, String notice) {
        Map<String, BundlePlacement> parts = new TreeMap<>(before.parts());
        parts.computeIfPresent(bundle, (name, part) -> {
            BundleFacts old = part.facts();
            BundleFacts other = new BundleFacts(name, Version.valueOf("1987.0.0"), old.fragment(), old.resource());
            return new BundlePlacement(other, part.startOrder(), "other", part.id(), true);
        });
        Assembly after = new Assembly("1987", parts, before.configurations());
        Planner planner = new Planner(before, after, Dependents.byManifest(before), Rewiring.byManifest(before));
        assertEquals(notice, planner.plan(true).notice().words());
    }

    private static Assembly without(String bundle) {
        Map<String, BundlePlacement> parts = new TreeMap<>(real.parts());
        assertEquals(Set.of(bundle), Set.of(parts.remove(bundle).name()));
        return new Assembly("1986", parts, real.configurations());
    }
}
