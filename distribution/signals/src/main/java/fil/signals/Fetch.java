package fil.signals;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gets a file from somebody whom nobody knows: within bounds of size and time, and an interrupt of the thread that waits ends it
 * at once. Java's own limits of time begin anew with each octet.
 *
 * @param most how many octets it may have
 * @param grace after this time as much must have come as {@value #PACE} octets a second are
 * @param longest how long it may take in all
 */
public record Fetch(long most, Duration grace, Duration longest) {
    private static final int SILENT_MS = 10_000;
    private static final long PACE = 1_000;

    /** Hears how far a fetch has got. */
    @FunctionalInterface
    public interface Progress {
        /**
         * More has come.
         *
         * @param fetched how many octets so far
         * @param size how many there will be; -1 if nobody says
         */
        void at(long fetched, long size);
    }

    /**
     * As slow as a link may be that somebody waits for.
     *
     * @param most how many octets it may have
     */
    public Fetch(long most) {
        this(most, Duration.ofSeconds(30), Duration.ofHours(1));
    }

    /**
     * Fetches.
     *
     * @param address where from
     * @param file where to
     * @param progress is told each time that more has come
     * @throws IOException if it is not there, too large, too slow or breaks off; an {@link InterruptedIOException} if this thread
     *     was interrupted
     */
    public void into(URL address, Path file, Progress progress) throws IOException {
        URLConnection connection = address.openConnection();
        connection.setConnectTimeout(SILENT_MS);
        connection.setReadTimeout(SILENT_MS);
        AtomicLong fetched = new AtomicLong();
        FutureTask<Void> copying = new FutureTask<>(() -> copy(connection, file, fetched, progress), null);
        DaemonThread.of("fil fetch", copying).start();
        try {
            await(copying, fetched);
        } finally {
            if (copying.cancel(true) && connection instanceof HttpURLConnection http) {
                // may wait for who reads
                DaemonThread.of("fil fetch", http::disconnect).start();
            }
        }
    }

    private void await(FutureTask<Void> copying, AtomicLong fetched) throws IOException {
        long began = System.nanoTime();
        while (true) {
            try {
                copying.get(100, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                requirePace(Duration.ofNanos(System.nanoTime() - began), fetched.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("nobody waits for it any longer");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof UncheckedFailure failure ? failure.cause : new IOException(e.getCause());
            }
        }
    }

    private void requirePace(Duration taken, long fetched) throws IOException {
        if (taken.compareTo(longest) > 0 || taken.compareTo(grace) > 0 && fetched * 1_000 < PACE * taken.toMillis()) {
            throw new IOException("only " + fetched + " bytes came in " + taken.toSeconds()
                    + " s; try again later, or bring the file here by another way");
        }
    }

    private void copy(URLConnection connection, Path file, AtomicLong fetched, Progress progress) {
        try {
            if (connection instanceof HttpURLConnection http && http.getResponseCode() / 100 == 3) {
                // Java follows those that stay with https by itself
                throw new IOException("it was moved to " + http.getHeaderField("Location"));
            }
            long size = connection.getContentLengthLong();
            try (InputStream in = connection.getInputStream();
                    OutputStream out = Files.newOutputStream(file)) {
                byte[] buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (fetched.addAndGet(read) > most) {
                        throw new IOException("it is larger than " + most + " bytes");
                    }
                    if (Thread.interrupted()) {
                        return;
                    }
                    out.write(buffer, 0, read);
                    progress.at(fetched.get(), size);
                }
            }
        } catch (IOException e) {
            throw new UncheckedFailure(e);
        }
    }

    private static final class UncheckedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final IOException cause;

        UncheckedFailure(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
