package fil.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One HTTP/1.1 connection, used by one thread. It never repeats a request by itself: what a library would hide by trying again is
 * just what is to be counted.
 */
final class Connection implements AutoCloseable {
    private final SocketChannel channel;
    private final AnswerReader reader;

    private Connection(SocketChannel channel, AnswerReader reader) {
        this.channel = channel;
        this.reader = reader;
    }

    static Connection open(InetSocketAddress server, Duration timeout) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            int millis = Math.toIntExact(timeout.toMillis());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().setSoTimeout(millis);
            channel.socket().connect(server, millis);
            return new Connection(channel, new AnswerReader(channel.socket().getInputStream()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static byte[] request(InetSocketAddress server, String path, boolean fresh) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort() + "\r\n"
                        + (fresh ? "Connection: close\r\n" : "") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    HttpResponse ask(byte[] request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return reader.read();
    }

    /** Whether the server has said goodbye while nothing was asked; every careful client looks before it uses a connection again. */
    boolean closedByServer() {
        try {
            channel.configureBlocking(false);
            int read = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return read != 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Waits until the server has closed, so that the closed connection's port waits on its side. */
    void awaitEnd() {
        try {
            reader.skipToEnd();
        } catch (IOException e) {
            return; // the answer was whole; how the connection ends does not matter any more
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is gone either way
        }
    }
}
