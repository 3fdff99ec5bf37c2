package fil.state;

import fil.json.PlainJson;
import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;

/**
 * How long the system has lived, over all its runs: it stands still while no process is there. A beat writes that down, so that
 * the next run knows until when this one was there. Thread-safe.
 */
final class Lifetime {
    /** A process that was killed may have lived for so long after its last beat. */
    private static final Duration UNKNOWN = Duration.ofMillis(250);
    /** Each beat covers the one before. */
    private static final int LENGTH = 200;

    private final Path file;
    private final String run;
    private final LongSupplier nanos;
    private final long before;
    private final long start;

    /**
     * @param file holds the last beat
     * @param run names this run, of which several processes may beat, one after the other or at once
     * @param nanos a clock that nobody can set, the same one for all processes of a run
     * @param before what the system had lived when {@code nanos} told {@code start}
     */
    private Lifetime(Path file, String run, LongSupplier nanos, long before, long start) {
        this.file = file;
        this.run = run;
        this.nanos = nanos;
        this.before = before;
        this.start = start;
    }

    /** A life that begins now. */
    static Lifetime first(Path file, String run, LongSupplier nanos) {
        return new Lifetime(file, run, nanos, 0, nanos.getAsLong());
    }

    /**
     * Goes on where the last beat left off, or has gone on if a process of the same run made it.
     *
     * @throws IOException if the file cannot be read, or is damaged
     */
    static Lifetime goingOn(Path file, String run, LongSupplier nanos) throws IOException {
        try {
            Map<?, ?> beat = (Map<?, ?>) PlainJson.read(SmallFile.bytes(file, SmallFile.USUAL));
            long before = ((Number) Objects.requireNonNull(beat.get("lived"))).longValue();
            long at = ((Number) Objects.requireNonNull(beat.get("nanos"))).longValue();
            return new Lifetime(file, run, nanos, before, run.equals(beat.get("run")) ? at : nanos.getAsLong());
        } catch (NoSuchFileException none) {
            return first(file, run, nanos);
        } catch (JacksonException | ClassCastException | NullPointerException damaged) {
            throw new IOException(file + " is damaged", damaged);
        }
    }

    /** @return in nanoseconds */
    long now() {
        return before + nanos.getAsLong() - start;
    }

    /** @return the name of this run */
    String run() {
        return run;
    }

    /** @return whether a state was kept in this run */
    boolean isOfThisRun(KeptState kept) {
        return kept.run().equals(run);
    }

    /** @return how long the system has lived since a state was kept; if that was in another run, before this one, at most */
    Duration since(KeptState kept) {
        boolean ours = isOfThisRun(kept);
        Duration since = Duration.ofNanos(Math.max(0, (ours ? now() : before) - kept.lived()));
        return ours ? since : since.plus(UNKNOWN);
    }

    /** One write into the room that is there already; not forced, as it is to outlive the process and not the machine. */
    synchronized void beat() throws IOException {
        byte[] beat = PlainJson.write(Map.of("run", run, "lived", now(), "nanos", nanos.getAsLong()));
        byte[] padded = Arrays.copyOf(beat, Math.max(LENGTH, beat.length));
        Arrays.fill(padded, beat.length, padded.length, (byte) ' ');
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(padded));
        }
    }
}
