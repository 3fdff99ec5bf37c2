package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** kill -9 after each step of an upgrade: the next start puts everything right by itself. */
class CrashIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void killedAfterEachStepTheNextStartRunsThePermanentRelease() throws Exception {
        try (Installation installation =
                Installation.of(Archives.A).cycle(Duration.ofSeconds(2)).start()) {
            long steps = installation
                    .fil("upgrade", Archives.of(Archives.B).toString())
                    .ends(0)
                    .output()
                    .lines()
                    .count();
            assertTrue(steps >= 3, "an upgrade tells its steps");
            installation.fil("downgrade").ends(0);
            for (int step = 1; step <= steps; step++) {
                crash(installation, step);
                installation.start();
                tellsTheTruth(installation, step);
                if (installation.web().greeting().equals("Hello #2")) {
                    installation.fil("downgrade").ends(0);
                }
            }
        }
    }

    /** Kills the system when the upgrade has told of so many steps, or as soon as it has ended. */
    private static void crash(Installation installation, int step) throws IOException, InterruptedException {
        Path output = installation.beside().resolve("upgrade-" + step + ".txt");
        ProcessHandle system = installation.pid();
        Process upgrade = installation.begin(
                installation.beside(),
                List.of(installation.home().resolve("bin/fil").toString(), "upgrade", Archives.B),
                output);
        await("step " + step)
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Files.readString(output).lines().count() >= step || !upgrade.isAlive());
        system.destroyForcibly();
        await("the end of the system").atMost(DEADLINE).until(() -> !system.isAlive());
        assertTrue(
                upgrade.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS), "the command ends when the system has died");
    }

    private static void tellsTheTruth(Installation installation, int step) {
        Ran versions = installation.fil("versions").ends(0);
        List<String> permanent = versions.output()
                .lines()
                .filter(line -> line.contains("permanent"))
                .toList();
        assertEquals(1, permanent.size(), () -> "killed after step " + step + ": " + versions);
        String release = permanent.get(0).contains(Archives.B) ? Archives.B : Archives.A;
        String version = "1986.0.0." + release.substring(5);
        assertEquals(version, installation.version("fil.fsm"), () -> "killed after step " + step + ": " + versions);
        assertEquals(
                version, installation.version("fil.templates"), () -> "killed after step " + step + ": " + versions);
        assertEquals(
                release.equals(Archives.B) ? "Hello #2" : "Hello #1",
                installation.web().greeting());
        String last = release.equals(Archives.B) ? "red" : "lime";
        await(last)
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> installation.web().colour().equals(last));
    }
}
