package fil.launcher;

import fil.signals.DaemonThread;
import fil.signals.SystemName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The line to bin/keeper, the parent of this process: words both ways, in order. It ends when the keeper dies. */
final class Keeper {
    /** What is heard last, once the keeper has died. */
    static final String DEAD = "dead";

    private static final Path SOCKET = Path.of("run", "keeper.sock");

    private final SocketChannel channel;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private Keeper(SocketChannel channel) {
        this.channel = channel;
    }

    /** @return nothing if no keeper has started this process */
    static Optional<Keeper> parent() throws IOException {
        if (run().isEmpty()) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(SOCKET));
        Keeper keeper = new Keeper(channel);
        keeper.tell("process " + ProcessHandle.current().pid());
        DaemonThread.of("fil keeper", keeper::listen).start();
        return Optional.of(keeper);
    }

    /** @return the name of this run of the system, which a process that takes over goes on with; the keeper gives it */
    static Optional<String> run() {
        return Optional.ofNullable(System.getenv(SystemName.variable("RUN")));
    }

    /** A keeper that has died is not told; whoever waits for its answer hears {@link #DEAD}. */
    synchronized void tell(String words) {
        ByteBuffer line = ByteBuffer.wrap((words.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            heard.add(DEAD);
        }
    }

    /** @return what the keeper says next */
    String next() throws InterruptedException {
        return heard.take();
    }

    /** @return the one of these words that the keeper says first, or {@link #DEAD} */
    String await(String... words) throws InterruptedException {
        while (true) {
            String word = next();
            for (String wanted : words) {
                if (word.equals(wanted) || word.equals(DEAD)) {
                    return word;
                }
            }
        }
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
            }
        } catch (IOException e) {
            System.err.println(SystemName.VALUE + ": the line to bin/keeper is broken: " + e);
        }
        heard.add(DEAD);
    }
}
