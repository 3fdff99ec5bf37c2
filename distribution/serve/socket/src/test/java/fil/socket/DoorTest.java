package fil.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean ready = true;
    private ServerSocketChannel listening;
    private Door door;

    @BeforeEach
    void open() throws IOException {
        listening = Listening.open("127.0.0.1", 0, false);
        open(Duration.ofMinutes(1));
    }

    private void open(Duration patience) throws IOException {
        open(patience, Optional.empty());
    }

    private void open(Duration patience, Optional<ServerSocketChannel> trial) throws IOException {
        open(patience, trial, false);
    }

    private void open(Duration patience, Optional<ServerSocketChannel> trial, boolean outlives) throws IOException {
        door = new Door(new Entrance(listening, trial, outlives), PassedIn.none(), () -> ready, patience, clock);
        new Thread(door, "door").start();
    }

    @AfterEach
    void close() throws IOException {
        door.end();
        clock.shutdownNow();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(listening.getLocalAddress());
    }

    private static CompletableFuture<SocketChannel> accept(ServerSocketChannel server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return server.accept();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static SocketChannel soon(CompletableFuture<SocketChannel> accepted) throws Exception {
        return accepted.get(5, TimeUnit.SECONDS);
    }

    @Test
    void whileItIsTriedOutClientsWaitUntilTheyAreLetIn() throws Exception {
        door.end();
        listening = Listening.open("127.0.0.1", 0, false);
        ServerSocketChannel trial = Listening.open("127.0.0.1", 0, false);
        open(Duration.ofMinutes(1), Optional.of(trial));
        try (SocketChannel client = connect();
                SocketChannel probe = SocketChannel.open(trial.getLocalAddress());
                ServerSocketChannel server = door.get();
                SocketChannel probed = soon(accept(server))) {
            assertEquals(probe.getLocalAddress(), probed.getRemoteAddress());
            CompletableFuture<SocketChannel> next = accept(server);
            assertThrows(TimeoutException.class, () -> next.get(200, TimeUnit.MILLISECONDS));
            door.enter();
            assertEquals(client.getLocalAddress(), soon(next).getRemoteAddress());
            assertFalse(trial.isOpen());
        }
    }

    @Test
    void connectionsMadeWhileNoServerIsThereAreServedByTheNextOne() throws Exception {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(new byte[] {42}));
            try (ServerSocketChannel server = door.get();
                    SocketChannel connection = soon(accept(server))) {
                ByteBuffer read = ByteBuffer.allocate(1);
                connection.read(read);
                assertEquals(42, read.get(0));
            }
        }
    }

    private static String answer(SocketChannel client) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(1_000);
        while (client.read(answer) > 0) {
            continue;
        }
        return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }

    @Test
    void whereNoServerComesThoseThatWaitAreTold() throws Exception {
        door.end();
        listening = Listening.open("127.0.0.1", 0, false);
        open(Duration.ofMillis(300));
        try (SocketChannel asked = connect();
                SocketChannel idle = connect()) {
            ServerSocketChannel server = door.get();
            SocketChannel one = soon(accept(server));
            SocketChannel other = soon(accept(server));
            server.close();
            door.accept(one, "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
            door.accept(other, new byte[0]);
            assertTrue(answer(asked).startsWith("HTTP/1.1 503 "));
            assertEquals("", answer(idle));
            try (SocketChannel late = connect()) {
                late.write(ByteBuffer.wrap(new byte[] {42}));
                assertTrue(answer(late).contains("\r\nRetry-After: 1\r\n"));
            }
            try (ServerSocketChannel next = door.get();
                    SocketChannel client = connect();
                    SocketChannel connection = soon(accept(next))) {
                assertEquals(client.getLocalAddress(), connection.getRemoteAddress());
            }
        }
    }

    @Test
    void beforeTheFirstServerComesEverybodyWaits() throws Exception {
        door.end();
        listening = Listening.open("127.0.0.1", 0, false);
        open(Duration.ofMillis(1));
        try (SocketChannel client = connect()) {
            TimeUnit.MILLISECONDS.sleep(50);
            try (ServerSocketChannel server = door.get();
                    SocketChannel connection = soon(accept(server))) {
                assertEquals(client.getLocalAddress(), connection.getRemoteAddress());
            }
        }
    }

    @Test
    void serverThatIsClosedLeavesTheSocketOpenForItsSuccessor() throws Exception {
        ServerSocketChannel first = door.get();
        CompletableFuture<SocketChannel> waits = accept(first);
        first.close();
        assertThrows(Exception.class, () -> soon(waits));
        assertThrows(ClosedChannelException.class, first::accept);
        try (SocketChannel client = connect();
                ServerSocketChannel second = door.get();
                SocketChannel connection = soon(accept(second))) {
            assertEquals(client.getLocalAddress(), connection.getRemoteAddress());
        }
    }

    @Test
    void connectionThatWasGivenBackGoesToTheSuccessorWithWhatWasRead() throws Exception {
        ServerSocketChannel first = door.get();
        try (SocketChannel client = connect()) {
            SocketChannel connection = soon(accept(first));
            assertEquals(1, door.connections().open());
            door.pause();
            byte[] read = {'G', 'E', 'T'};
            door.accept(connection, read);
            assertEquals(0, door.connections().open());
            first.close();
            try (ServerSocketChannel second = door.get()) {
                assertSame(connection, soon(accept(second)));
            }
            assertArrayEquals(read, (byte[]) door.apply(connection).get("read"));
            assertEquals(0, ((byte[]) door.apply(connection).get("read")).length);
            assertTrue(client.isConnected());
        }
    }

    @Test
    void nobodyIsLetInBeforeAllIsReady() throws Exception {
        ready = false;
        try (SocketChannel client = connect();
                ServerSocketChannel server = door.get()) {
            CompletableFuture<SocketChannel> waits = accept(server);
            await().during(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !waits.isDone());
            ready = true;
            soon(waits).close();
            assertTrue(client.isConnected());
        }
    }

    @Test
    void pauseHoldsConnectionsBack() throws Exception {
        try (ServerSocketChannel server = door.get()) {
            soonest(server);
            door.pause();
            try (SocketChannel client = connect()) {
                CompletableFuture<SocketChannel> waits = accept(server);
                await().during(Duration.ofMillis(100))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> !waits.isDone());
                assertFalse(waits.isDone());
                assertTrue(client.isConnected());
            }
        }
    }

    private void soonest(ServerSocketChannel server) throws Exception {
        try (SocketChannel client = connect();
                SocketChannel connection = soon(accept(server))) {
            assertTrue(connection.isConnected() && client.isConnected());
        }
    }

    @Test
    void inheritedSocketOutlivesTheBundleAndServesTheNext() throws Exception {
        door.end();
        listening = Listening.open("127.0.0.1", 0, false);
        for (int bundle = 0; bundle < 3; bundle++) {
            open(Duration.ofMinutes(1), Optional.empty(), true);
            try (ServerSocketChannel server = door.get()) {
                soonest(server);
            }
            door.end();
            assertTrue(listening.isOpen());
        }
        try (SocketChannel client = connect()) {
            open(Duration.ofMinutes(1), Optional.empty(), true);
            try (ServerSocketChannel server = door.get();
                    SocketChannel accepted = soon(accept(server))) {
                assertEquals(client.getLocalAddress(), accepted.getRemoteAddress());
            }
        }
        door.leave();
        assertFalse(listening.isOpen());
        assertThrows(IOException.class, this::connect);
    }

    @Test
    void takenPortIsNamedWithWhatToDo() {
        IOException taken = assertThrows(
                IOException.class,
                () -> Listening.open("127.0.0.1", listening.socket().getLocalPort(), false));
        assertTrue(
                taken.getMessage().contains("Port " + listening.socket().getLocalPort() + " on 127.0.0.1"),
                taken.getMessage());
    }
}
