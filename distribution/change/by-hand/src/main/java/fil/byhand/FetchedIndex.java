package fil.byhand;

import fil.signals.Fetch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * The index of a bundle repository, which anybody may offer: of a bounded size, had within a time, until nobody waits for it any
 * longer. The repository itself would read for ever.
 */
record FetchedIndex(Fetch fetch, long unpacked, Duration longest) {
    static final FetchedIndex USUAL = new FetchedIndex(
            new Fetch(16L << 20, Duration.ofSeconds(10), Duration.ofMinutes(1)), 64L << 20, Duration.ofMinutes(2));

    /**
     * Reads it.
     *
     * @return an address that looks the same, and gives what was read
     * @throws IOException names the address, and says what is wrong with what is there
     */
    URL read(String url) throws IOException {
        try {
            Path file = Files.createTempFile("fil-index", ".xml");
            try {
                fetch.into(new URL(url), file, (fetched, size) -> {});
                byte[] index = Files.readAllBytes(file);
                requireSmall(url, index);
                return new URL(null, url, new Had(index));
            } finally {
                Files.delete(file);
            }
        } catch (MalformedURLException e) {
            throw new IOException("'" + url + "' is no URL (" + e.getMessage() + "); a file is file:PATH.", e);
        } catch (IOException e) {
            throw new IOException(
                    "The index of the repository " + url + " cannot be read: " + e.getMessage()
                            + ". Nothing was changed.",
                    e);
        }
    }

    private void requireSmall(String url, byte[] index) throws IOException {
        if (url.endsWith(".gz")) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(index))) {
                requireEnd(in);
            }
        } else if (url.endsWith(".zip")) {
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(index))) {
                while (in.getNextEntry() != null) {
                    requireEnd(in);
                }
            }
        }
    }

    private void requireEnd(InputStream in) throws IOException {
        byte[] block = new byte[1 << 16];
        long size = 0;
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            size += read;
            if (size > unpacked) {
                throw new IOException("unpacked it is larger than " + unpacked + " bytes");
            }
        }
    }

    /**
     * Has the repository do what may have it read more: other indexes to which one refers.
     *
     * @param asked the addresses, for who is told that it takes too long
     * @throws IOException if it does not end in time; an {@link InterruptedIOException} if this thread was interrupted
     */
    <T> T within(String asked, Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "fil repository");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("The repository " + asked + " has not been read after " + longest.toSeconds()
                    + " s, or refers to one that has not. Nothing was changed; bring the bundle here by another way.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Nobody waits for the repository " + asked + " any longer.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException said) {
                throw said;
            }
            throw new IOException(
                    "The repository " + asked + " cannot be used: "
                            + e.getCause().getMessage() + ".",
                    e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static final class Had extends URLStreamHandler {
        private final byte[] index;

        Had(byte[] index) {
            this.index = index;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    // it was read already
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(index);
                }
            };
        }
    }
}
