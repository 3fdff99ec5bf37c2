package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Programs;
import fil.it.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk of the installation's own that is full: told, refused, served on. */
class FullDiskIT {
    private Installation installation;
    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() {
        installation = Installation.empty();
        Ran mount = installation.run(
                installation.beside(),
                List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=80m",
                        "tmpfs",
                        installation.home().toString()));
        mounted = mount.code() == 0;
        if (!mounted) {
            throw Programs.missing("NOT TESTED: a full disk needs the right to mount one (root): " + mount);
        }
        installation.unpack(Archives.A).cycle(Duration.ofMillis(800)).start();
    }

    @AfterEach
    void unmount() {
        installation.fil("stop");
        if (mounted) {
            installation.run(
                    installation.beside(), List.of("umount", installation.home().toString()));
        }
        installation.close();
    }

    @Test
    void upgradeIsRefusedAndTheSystemServesOnAndStartsAgain() throws Exception {
        Path filler = installation.home().resolve("filler");
        installation.run(installation.beside(), List.of("dd", "if=/dev/zero", "of=" + filler, "bs=64k"));
        try (Serving serving = new Serving(installation)) {
            serving.changing(Archives.A);
            installation.fil("upgrade", Archives.of(Archives.B).toString()).refuses("free");
            await("the machine goes on")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> installation.web().colour().equals("olive"));
            await("the machine goes on")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> installation.web().colour().equals("lime"));
            serving.sawOnlyTheOldRelease();
        }
        installation.kill();
        Files.delete(filler);
        installation.start();
        assertEquals("Hello #1", installation.web().greeting());
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        assertEquals("Hello #2", installation.web().greeting());
    }
}
