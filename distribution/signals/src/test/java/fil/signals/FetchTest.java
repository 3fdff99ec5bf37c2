package fil.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetchTest {
    private static final Fetch HASTY = new Fetch(1_000, Duration.ofSeconds(1), Duration.ofSeconds(20));
    private final CountDownLatch asked = new CountDownLatch(1);

    @TempDir
    Path folder;

    private ServerSocket server;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        file = folder.resolve("fetched");
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Sends one octet after the other, the last of them for ever. */
    private void drips(String answer) {
        Thread thread = new Thread(() -> {
            try (Socket client = server.accept()) {
                OutputStream out = client.getOutputStream();
                asked.countDown();
                for (int i = 0; true; i++) {
                    out.write(answer.charAt(Math.min(i, answer.length() - 1)));
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException | InterruptedException left) {
                asked.countDown();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private URL address() throws IOException {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/file").toURL();
    }

    @Test
    void oneThatDripsIsLeft() throws IOException {
        drips("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nx");
        IOException slow = assertThrows(IOException.class, () -> HASTY.into(address(), file, (at, size) -> {}));
        assertTrue(slow.getMessage().matches("only [0-9]+ bytes came in [0-9]+ s; .*"), slow.getMessage());
    }

    @Test
    void oneThatNeverComesToTheEndOfItsHeadIsLeft() throws IOException {
        drips("HTTP/1.1 200 OK\r\nX: y");
        IOException slow = assertThrows(IOException.class, () -> HASTY.into(address(), file, (at, size) -> {}));
        assertTrue(slow.getMessage().startsWith("only 0 bytes came"), slow.getMessage());
    }

    @Test
    void interruptEndsIt() throws Exception {
        drips("HTTP/1.1 200 OK\r\n\r\nx");
        Thread waits = Thread.currentThread();
        Thread interrupts = new Thread(() -> {
            try {
                asked.await();
                waits.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        interrupts.start();
        assertThrows(InterruptedIOException.class, () -> new Fetch(1_000).into(address(), file, (at, size) -> {}));
        assertTrue(Thread.interrupted());
    }

    @Test
    void oneThatIsTooLargeIsLeft() throws IOException {
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(1_001));
        IOException refused =
                assertThrows(IOException.class, () -> HASTY.into(large.toUri().toURL(), file, (at, size) -> {}));
        assertEquals("it is larger than 1000 bytes", refused.getMessage());
    }

    @Test
    void oneThatIsNotThereIsNotThere() {
        Path none = folder.resolve("none");
        assertThrows(FileNotFoundException.class, () -> HASTY.into(none.toUri().toURL(), file, (at, size) -> {}));
    }

    @Test
    void allOfItComes() throws IOException {
        Path good = Files.write(folder.resolve("good"), "abc".getBytes(StandardCharsets.US_ASCII));
        HASTY.into(good.toUri().toURL(), file, (at, size) -> assertEquals(3, size));
        assertEquals("abc", Files.readString(file));
    }
}
