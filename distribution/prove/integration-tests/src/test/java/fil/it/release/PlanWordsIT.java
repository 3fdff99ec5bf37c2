package fil.it.release;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.ReleaseDraft;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan of our real bundles says that clients notice is what they notice. */
class PlanWordsIT {
    private static Installation installation;

    @BeforeAll
    static void unpack() {
        installation = Installation.of(Archives.A);
    }

    @AfterAll
    static void close() {
        installation.close();
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
        says(Archives.of(Archives.A), changed(draft("1986.c"), bundle).pack(), notice);
    }

    @Test
    void withoutWhatHolds() {
        says(
                draft("1986.c").without("fil.gate").pack(),
                changed(draft("1986.d").without("fil.gate"), "fil.web").pack(),
                "its answers are missing for a moment: there is no gate");
        says(
                draft("1986.c").without("fil.connector").pack(),
                changed(draft("1986.d").without("fil.connector"), "org.apache.felix.http.jetty12")
                        .pack(),
                "open connections are closed: clients must connect again");
    }

    private static void says(Path before, Path after, String notice) {
        String first = installation
                .fil("plan", before.toString(), after.toString())
                .ends(0)
                .output()
                .lines()
                .findFirst()
                .orElseThrow();
        assertTrue(first.endsWith("; " + notice), first);
    }

    private static ReleaseDraft draft(String name) {
        return ReleaseDraft.of(Archives.A, name, installation.beside());
    }

    private static ReleaseDraft changed(ReleaseDraft draft, String bundle) {
        Path jar = draft.folder().resolveSibling(draft.folder().getFileName() + "-" + bundle + ".jar");
        return draft.with(Bundles.copy(draft.file(bundle), jar, Map.of("Bundle-Version", "1987.0.0"), Map.of()));
    }
}
