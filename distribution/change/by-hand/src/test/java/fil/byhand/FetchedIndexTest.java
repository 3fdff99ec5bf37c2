package fil.byhand;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import fil.signals.Fetch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository of somebody who means no good, or whose machine is ill. */
class FetchedIndexTest {
    private static final int MOST = 1 << 20;

    private final FetchedIndex index = index(Duration.ofMinutes(1));
    private final FetchedIndex impatient = index(Duration.ofMillis(300));
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer stranger;

    @TempDir
    Path folder;

    @BeforeEach
    void offer() throws IOException {
        stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        stranger.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (ended.getCount() > 0) {
                    out.write(new byte[1 << 16]);
                }
            }
        });
        stranger.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('<');
            exchange.getResponseBody().flush();
            await();
        });
        stranger.start();
    }

    private static FetchedIndex index(Duration patience) {
        return new FetchedIndex(new Fetch(MOST, patience, Duration.ofMinutes(2)), MOST, patience);
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() {
        ended.countDown();
        stranger.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + stranger.getAddress().getPort() + path;
    }

    private static String refusal(FetchedIndex index, String url) {
        String told = assertThrows(IOException.class, () -> index.read(url)).getMessage();
        assertTrue(told.contains(url), told);
        return told;
    }

    @Test
    void whatWasReadIsNotReadAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("index.xml"), "<repository/>");
        URL read = index.read(file.toUri().toString());
        Files.delete(file);
        try (InputStream in = read.openStream()) {
            assertArrayEquals("<repository/>".getBytes(StandardCharsets.US_ASCII), in.readAllBytes());
        }
        assertEquals(file.toUri().toURL().toExternalForm(), read.toExternalForm());
    }

    @Test
    void oneThatNeverEndsIsTooLarge() {
        assertTrue(refusal(index, url("/endless")).contains("larger than " + MOST));
    }

    @Test
    void oneThatIsTooSlowIsNotWaitedFor() {
        assertTrue(refusal(impatient, url("/slow")).contains("bytes came in"));
    }

    @Test
    void oneThatIsLargeOnceUnpackedIsTooLarge() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(new byte[2 * MOST]);
        }
        Path file = Files.write(folder.resolve("index.xml.gz"), packed.toByteArray());
        assertTrue(refusal(index, file.toUri().toString()).contains("unpacked it is larger"));
    }

    @Test
    void repositoryThatRefersToOneThatHangsIsNotWaitedFor() {
        String told = assertThrows(
                        IOException.class,
                        () -> impatient.within("http://it", () -> {
                            ended.await();
                            return "";
                        }))
                .getMessage();
        assertTrue(told.contains("http://it") && told.contains("has not been read"), told);
    }

    @Test
    void whatIsSaidOfOneIsToldAsItIs() {
        IOException said = new IOException("it is none of the repositories.");
        assertSame(
                said,
                assertThrows(
                        IOException.class,
                        () -> index.within("http://it", () -> {
                            throw said;
                        })));
    }

    @Test
    void whoWaitsForOneCanBeInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedIOException.class,
                () -> index.within("http://it", () -> {
                    ended.await();
                    return "";
                }));
        assertTrue(Thread.interrupted());
    }
}
