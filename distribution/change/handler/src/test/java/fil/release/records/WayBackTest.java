package fil.release.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestRelease;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.Status;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WayBackTest {
    @TempDir
    private Path home;

    private ReleaseStore store;

    @BeforeEach
    void threeReleases() throws IOException {
        store = new ReleaseStore(home);
        for (String name : List.of("1.a", "1.b", "1.c")) {
            String version = "1." + (name.charAt(2) - 'a') + ".0";
            Path feature = store.layout().feature(name);
            Files.createDirectories(feature.getParent());
            Files.writeString(
                    feature,
                    TestRelease.feature(name, Map.of("one-" + version + ".jar", TestRelease.jar("one", version))));
        }
    }

    private void status(String permanent, String current, String... old) throws IOException {
        store.statusFile().write(new Status(permanent, current, Set.of(old), ""));
    }

    private static ChangeRecord done(String from, String to) {
        return new ChangeRecord(
                from,
                to,
                "somebody",
                "",
                List.of(),
                Optional.empty(),
                Duration.ZERO,
                Outcome.DONE,
                "",
                List.of(),
                Optional.empty());
    }

    private String atRest(ChangeRecord... changes) {
        return WayBack.atRest(store, List.of(changes)).release();
    }

    private String none(ChangeRecord... changes) {
        return assertThrows(ReleaseException.class, () -> atRest(changes)).getMessage();
    }

    @Test
    void whatRanLastIsBeforeWhatWasMadePermanentAndNeverRan() throws IOException {
        status("1.b", "1.a");
        assertEquals("1.a", atRest());
        status("1.c", "1.b", "1.a");
        assertEquals("1.b", atRest(done("1.a", "1.b")));
        assertEquals("1.b", atRest(done("1.b", "1.a"), done("1.a", "1.c")));
    }

    @Test
    void whatRunsIsLeftForTheOneBeforeIt() throws IOException {
        status("1.b", "1.b", "1.a");
        assertEquals("1.a", atRest(done("1.a", "1.b")));
        assertEquals(
                "1.a",
                WayBack.ofTheOneThatRuns(store, List.of(done("1.a", "1.b"))).release());
    }

    @Test
    void whoWentDownDoesNotGoUpAgain() throws IOException {
        status("1.a", "1.b");
        assertTrue(none(done("1.a", "1.b")).startsWith("there is no release to downgrade to; "));
        status("1.b", "1.c", "1.a");
        assertEquals("1.a", atRest());
    }

    @Test
    void whileItRunsAChoiceForTheNextStartIsTold() throws IOException {
        status("1.b", "1.a");
        String why = assertThrows(ReleaseException.class, () -> WayBack.ofTheOneThatRuns(store, List.of())
                        .release())
                .getMessage();
        assertTrue(why.contains("1.a runs and the next start boots 1.b, unless bin/fil permanent 1.a"), why);
    }
}
