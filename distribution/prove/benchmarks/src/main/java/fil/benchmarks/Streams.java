package fil.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many open event streams, read by one thread. */
final class Streams implements AutoCloseable {
    private final URI base;
    private final Selector selector;
    private final List<Stream> open = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);

    Streams(URI base) throws IOException {
        this.base = base;
        this.selector = Selector.open();
    }

    /** What came over the streams in one watch: how many got an event, and the time from the first to the last to get the same one. */
    record Seen(long reached, double spreadMillis) {}

    private static final class Stream {
        private long events;
        private long firstAt;
        private boolean lineBegins = true;
    }

    int size() {
        return open.size();
    }

    /** @return whether so many are open */
    boolean openUpTo(int count) {
        byte[] request = ("GET /events HTTP/1.1\r\nHost: " + base.getAuthority()
                        + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            while (open.size() < count) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
                channel.write(ByteBuffer.wrap(request));
                channel.configureBlocking(false);
                Stream stream = new Stream();
                channel.register(selector, SelectionKey.OP_READ, stream);
                open.add(stream);
            }
            return true;
        } catch (IOException e) {
            return false; // the server or this process has no room for more
        }
    }

    /** Waits for the streams' first events to pass, then for the next event on each. */
    Seen watch(long longest, TimeUnit unit) throws IOException {
        read(unit.toNanos(longest) / 3, false);
        open.forEach(stream -> stream.events = 0);
        read(unit.toNanos(longest), true);
        List<Stream> reached = open.stream().filter(stream -> stream.events > 0).toList();
        long first = reached.stream().mapToLong(stream -> stream.firstAt).min().orElse(0);
        long last = reached.stream().mapToLong(stream -> stream.firstAt).max().orElse(0);
        return new Seen(reached.size(), (last - first) / 1e6);
    }

    private void read(long nanos, boolean untilAll) throws IOException {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end && !(untilAll && open.stream().allMatch(stream -> stream.events > 0))) {
            selector.select(key -> take((SocketChannel) key.channel(), (Stream) key.attachment(), key), 50);
        }
    }

    private void take(SocketChannel channel, Stream stream, SelectionKey key) {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                key.cancel();
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (stream.lineBegins && next == 'i') { // id:, which a heartbeat has not
                    stream.events++;
                    stream.firstAt = stream.events == 1 ? System.nanoTime() : stream.firstAt;
                }
                stream.lineBegins = next == '\n';
            }
        } catch (IOException e) {
            key.cancel(); // it stays in the list and is missed
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
