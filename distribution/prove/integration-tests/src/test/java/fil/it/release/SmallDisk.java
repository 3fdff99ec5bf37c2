package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Installation;
import fil.it.Programs;
import fil.it.Ran;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A disk of an installation's own, with 96 MB; most of it can be taken up by a filler. */
final class SmallDisk implements AutoCloseable {
    private static final int KB = 1 << 10;
    private final Installation installation;
    private final Path filler;

    private SmallDisk(Installation installation) {
        this.installation = installation;
        // the name that the orders to the release handler use
        this.filler = installation.home().resolve("filler");
    }

    /** For an installation whose folder is still empty; skips the test where nobody may mount a disk. */
    static SmallDisk of(Installation installation) {
        Ran mount = installation.run(
                installation.beside(),
                List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=96m",
                        "tmpfs",
                        installation.home().toString()));
        if (mount.code() != 0) {
            installation.close();
            throw Programs.missing("NOT TESTED: a full disk needs the right to mount one (root): " + mount);
        }
        return new SmallDisk(installation);
    }

    /** Takes up all of it but so much. */
    void fill(int kilobytes) throws IOException {
        byte[] block = new byte[KB];
        try (OutputStream out = Files.newOutputStream(filler)) {
            long take = filler.toFile().getUsableSpace() / KB - kilobytes;
            for (long i = 0; i < take; i++) {
                out.write(block);
            }
        } catch (IOException full) {
            // the colours take a little now and then
            assertTrue(kilobytes < 64, full::toString);
        }
    }

    /** Makes room; says whether there was none. */
    boolean free() throws IOException {
        return Files.deleteIfExists(filler);
    }

    /** The parent of the system that was stopped may be in it for a moment more. */
    @Override
    public void close() {
        await("nobody uses the disk")
                .atMost(Duration.ofSeconds(60))
                .until(() -> installation
                                .run(
                                        installation.beside(),
                                        List.of("umount", installation.home().toString()))
                                .code()
                        == 0);
    }
}
