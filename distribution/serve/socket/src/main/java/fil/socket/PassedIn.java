package fil.socket;

import fil.signals.DaemonThread;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In a process that takes over: a socket of its own, for its owner alone, on which the former process passes on what its clients
 * ask. Its first line says whose connection it is, for nobody is to be taken for a client on this machine.
 */
final class PassedIn {

    private static final Logger LOG = LoggerFactory.getLogger(PassedIn.class);
    private static final int BACKLOG = 1024;
    private static final int LINE = 200;

    /** What the client sees of its connection. */
    record Addresses(InetSocketAddress client, InetSocketAddress server) {}

    private final Optional<ServerSocketChannel> listening;
    private final Path file;
    private volatile Path at;
    private final Map<SocketChannel, Addresses> addresses = new ConcurrentHashMap<>();

    private PassedIn(Optional<ServerSocketChannel> listening, Path file, Path at) {
        this.listening = listening;
        this.file = file;
        this.at = at;
    }

    static PassedIn none() {
        return new PassedIn(Optional.empty(), Path.of("none"), Path.of("none"));
    }

    /** @param beside another process has the file until this one enters */
    static PassedIn open(Path file, boolean beside) throws IOException {
        Path first = beside ? file.resolveSibling(file.getFileName() + ".new") : file;
        Files.deleteIfExists(first);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(first), BACKLOG);
            Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new PassedIn(Optional.of(channel), file, first);
    }

    Path file() {
        return file;
    }

    /** @param taker gets each connection that is passed on */
    void listen(Consumer<SocketChannel> taker) {
        listening.ifPresent(channel -> {
            DaemonThread.of("fil-socket-passed-in", () -> listen(channel, taker))
                    .start();
        });
    }

    private void listen(ServerSocketChannel channel, Consumer<SocketChannel> taker) {
        while (channel.isOpen()) {
            try {
                take(channel.accept(), taker);
            } catch (ClosedChannelException e) {
                LOG.debug("No process passes on anything any more");
            } catch (IOException e) {
                LOG.warn("A connection of the former process could not be taken", e);
            }
        }
    }

    private void take(SocketChannel connection, Consumer<SocketChannel> taker) throws IOException {
        try {
            Addresses of = parsed(line(connection));
            addresses.keySet().removeIf(it -> !it.isOpen());
            addresses.put(connection, of);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
        taker.accept(connection);
    }

    /** The former process says this at once. */
    private static String line(SocketChannel connection) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer octet = ByteBuffer.allocate(1);
        while (line.size() < LINE) {
            if (connection.read(octet.clear()) < 0) {
                throw new EOFException("it does not say whose it is");
            }
            if (octet.get(0) == '\n') {
                return line.toString(StandardCharsets.US_ASCII);
            }
            line.write(octet.get(0));
        }
        throw new IOException("it does not say whose it is");
    }

    private static Addresses parsed(String line) throws IOException {
        String[] words = line.split(" ");
        try {
            return new Addresses(address(words[0], words[1]), address(words[2], words[3]));
        } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("it does not say whose it is, but: " + line, e);
        }
    }

    /** An address in figures, so that nobody is asked for it. */
    private static InetSocketAddress address(String host, String port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
    }

    /** What is said to the process that takes over: whose connection it is, and what was read of it already. */
    static byte[] introduced(SocketChannel client, byte[] read) throws IOException {
        byte[] line = (words(client.getRemoteAddress()) + " " + words(client.getLocalAddress()) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(line.length + read.length)
                .put(line)
                .put(read)
                .array();
    }

    private static String words(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            return inet.getAddress().getHostAddress() + " " + inet.getPort();
        }
        throw new IOException("it has no address: " + address);
    }

    /** Empty for a connection that was accepted here. */
    Optional<Addresses> addresses(SocketChannel connection) {
        return Optional.ofNullable(addresses.get(connection));
    }

    /** The former process finds this one from now on. */
    void enter() throws IOException {
        if (!at.equals(file)) {
            Files.move(at, file, StandardCopyOption.REPLACE_EXISTING);
            at = file;
        }
    }

    /** Once: the file may be that of another process afterwards. */
    void close() throws IOException {
        if (listening.isPresent() && listening.get().isOpen()) {
            Files.deleteIfExists(at);
            listening.get().close();
        }
    }
}
