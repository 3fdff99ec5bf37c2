package fil.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of what a process passes on that is left, without the processes. */
class PassedOnTest {

    @TempDir
    private Path folder;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<SocketChannel> taken = new LinkedBlockingQueue<>();
    private Path file;
    private Door former;
    private PassedIn next;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("passed");
        open(Duration.ofMinutes(1));
        next = PassedIn.open(file, true);
        next.listen(taken::add);
    }

    private void open(Duration patience) throws IOException {
        former = new Door(
                new Entrance(Listening.open("127.0.0.1", 0, false), Optional.empty(), false),
                PassedIn.open(file, false),
                () -> true,
                patience,
                clock);
        new Thread(former, "door").start();
    }

    @AfterEach
    void close() throws IOException {
        former.end();
        next.close();
        clock.shutdownNow();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(former.listening().getLocalAddress());
    }

    private static void say(SocketChannel to, String text) throws IOException {
        to.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String hear(SocketChannel from, int most) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(most);
        while (all.hasRemaining() && from.read(all) >= 0) {
            continue;
        }
        return new String(all.array(), 0, all.position(), StandardCharsets.US_ASCII);
    }

    @Test
    void whatAServerGivesBackOfAProcessThatIsLeftGoesToTheOtherWithItsAddress() throws Exception {
        try (SocketChannel client = connect();
                ServerSocketChannel server = former.get()) {
            SocketChannel connection = server.accept();
            former.leave();
            former.accept(connection, "GE".getBytes(StandardCharsets.US_ASCII));
            say(client, "T");
            next.enter();
            SocketChannel passed = taken.poll(60, TimeUnit.SECONDS);
            assertEquals("GET", hear(passed, 3));
            PassedIn.Addresses addresses = next.addresses(passed).orElseThrow();
            assertEquals(client.getLocalAddress(), addresses.client());
            assertEquals(client.getRemoteAddress(), addresses.server());
            assertEquals(1, former.passedOn().size());
            say(passed, "HTTP/1.1 200 OK\r\n\r\nyes");
            passed.close();
            assertEquals("HTTP/1.1 200 OK\r\n\r\nyes", hear(client, 100));
            await("its end").atMost(Duration.ofSeconds(60)).until(() -> former.passedOn()
                    .isEmpty());
        }
    }

    @Test
    void connectionOnWhichNothingIsAskedIsNotPassedOnAndAStreamIsNotWaitedFor() throws Exception {
        try (SocketChannel silent = connect();
                SocketChannel streamed = connect();
                ServerSocketChannel server = former.get()) {
            SocketChannel one = server.accept();
            SocketChannel other = server.accept();
            former.leave();
            next.enter();
            former.accept(one, new byte[0]);
            former.accept(other, new byte[0]);
            assertEquals(2, former.open());
            say(streamed, "GET");
            SocketChannel passed = taken.poll(60, TimeUnit.SECONDS);
            say(passed, "HTTP/1.1 200 OK\r\ncontent-Type: text/event-stream\r\n\r\n");
            hear(streamed, 20);
            assertEquals(List.of(), former.passedOn());
            silent.shutdownOutput();
            assertEquals("", hear(silent, 1));
            assertTrue(taken.isEmpty());
            passed.close();
        }
    }

    @Test
    void moreThanFitsIntoAnyBufferGoesThroughBothWays() throws Exception {
        String much = "0123456789".repeat(200_000);
        try (SocketChannel client = connect();
                ServerSocketChannel server = former.get()) {
            SocketChannel connection = server.accept();
            former.leave();
            former.accept(connection, new byte[0]);
            next.enter();
            Thread writer = new Thread(() -> {
                try {
                    say(client, much);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            SocketChannel passed = taken.poll(60, TimeUnit.SECONDS);
            assertEquals(much, hear(passed, much.length()));
            Thread answer = new Thread(() -> {
                try (passed) {
                    say(passed, much);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            answer.start();
            assertEquals(much, hear(client, 2 * much.length()));
            writer.join();
            answer.join();
        }
    }

    @Test
    void whereNoOtherProcessComesThoseWhoAskAreTold() throws Exception {
        former.end();
        open(Duration.ofMillis(100));
        try (SocketChannel client = connect();
                ServerSocketChannel server = former.get()) {
            SocketChannel connection = server.accept();
            former.leave();
            former.accept(connection, "GET".getBytes(StandardCharsets.US_ASCII));
            assertTrue(hear(client, 1_000).startsWith("HTTP/1.1 503 "));
        }
    }

    @Test
    void aProcessThatNeverEntersLeavesTheSocketOfTheOtherAlone() throws Exception {
        next.close();
        assertTrue(Files.exists(file));
        former.end();
        assertFalse(Files.exists(file));
    }
}
