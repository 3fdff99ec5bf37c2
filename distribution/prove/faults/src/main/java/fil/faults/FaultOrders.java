package fil.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * For a test: what is to go wrong in the changes of a system that was started with {@link #javaOption()}. A line {@code kill 3},
 * {@code fail 3} or {@code fill 3}: after the third thing that a change notes, a step, the failure, or an undo, the process
 * dies, the change fails, or the disk is full.
 */
public final class FaultOrders implements AutoCloseable {
    private final Path agent;
    private final Path file;

    private FaultOrders(Path agent, Path file) {
        this.agent = agent;
        this.file = file;
    }

    /** Nothing is ordered yet. Options of Java are words: both files are where no space is in the path. */
    public static FaultOrders none() {
        try {
            Path own = Path.of(FaultOrders.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path agent = Files.createTempFile("fil-faults", ".jar");
            Files.copy(own, agent, StandardCopyOption.REPLACE_EXISTING);
            return new FaultOrders(agent, Files.createTempFile("fil-orders", ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return what the system is to be started with */
    public String javaOption() {
        return "-javaagent:" + agent + "=" + file;
    }

    /** @param lines for all changes from now on; empty: nothing goes wrong */
    public void order(String... lines) {
        try {
            Files.writeString(file, String.join("\n", lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(agent);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
