package fil.connector;

import fil.signals.Names;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can be taken from this server without being closed. It is taken between two requests, or with one that
 * nobody has begun; what was read and not answered goes with it, to the next server, which reads it first; what the client
 * sends later stays in the kernel. Each request has one owner: who parses asks here first, under the same lock as who takes.
 * <pre>
 * idle, between requests, in a head    taken at once (leave), or as soon as the parser is there
 * a request that fil.gate holds        taken when the gate says so (giveBack); what this server answers is dropped
 * of another protocol (an upgrade)     closed when the server leaves, or who answered the request that asked for it
 * taken                                nothing is read, parsed or begun here any more
 * </pre>
 */
final class KeptEndPoint extends SocketChannelEndPoint {

    private static final String EVENT_STREAM = "text/event-stream";
    private static final long NONE = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Executor executor;
    private final HeldSocket socket;
    private final Optional<SocketAddress> client;
    private final Optional<SocketAddress> server;
    private final ByteBuffer unread;
    private final Received received = new Received();
    private boolean parsing;
    private boolean leaving;
    private boolean taken;
    private boolean cut;
    private long upgrading = NONE;
    private Runnable whenEnded = () -> {};
    private long answering = NONE;
    private HttpFields head = HttpFields.EMPTY;
    private String asked = "";

    KeptEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Executor executor,
            HeldSocket socket) {
        super(channel, selector, key, scheduler);
        this.channel = channel;
        this.key = key;
        this.executor = executor;
        this.socket = socket;
        Map<String, Object> given = socket.given().apply(channel);
        this.client = Optional.ofNullable((SocketAddress) given.get("client"));
        this.server = Optional.ofNullable((SocketAddress) given.get("server"));
        this.unread = ByteBuffer.wrap((byte[]) given.get("read"));
    }

    /** Of a connection that a former process passes on: that of its client, who has another one to there. */
    @Override
    public SocketAddress getRemoteSocketAddress() {
        return client.orElseGet(super::getRemoteSocketAddress);
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return server.orElseGet(super::getLocalSocketAddress);
    }

    /** The selector would wait for the client, who waits for the answer to what was read already. */
    @Override
    protected void needsFillInterest() {
        if (hasUnread()) {
            executor.execute(() -> getFillInterest().fillable());
        } else {
            super.needsFillInterest();
        }
    }

    private synchronized boolean hasUnread() {
        return unread.hasRemaining();
    }

    @Override
    public synchronized int fill(ByteBuffer buffer) throws IOException {
        if (taken) {
            return -1;
        }
        Optional<HttpParser> parser = parser();
        if (parser.filter(HttpParser::isStart).isPresent()) {
            received.next();
        }
        int filled = unread.hasRemaining() ? BufferUtil.append(buffer, unread) : super.fill(buffer);
        if (filled > 0 && parser.isPresent()) {
            received.add(
                    buffer.slice(buffer.limit() - filled, filled), parser.get().inContentState());
        }
        return filled;
    }

    /** Empty once the connection has another protocol. */
    private Optional<HttpParser> parser() {
        return getConnection() instanceof KeptConnection http ? Optional.of(http.getParser()) : Optional.empty();
    }

    /**
     * Asked by the parser each time before it goes on. A dead connection begins no request; one whose server leaves goes at once.
     * The body of a request that was begun is read to its end.
     */
    synchronized boolean parses(HttpParser parser) {
        if (parser.isStart()) {
            received.next();
        }
        if (!parser.inHeaderState()) {
            return true;
        }
        if (leaving) {
            takeBetweenRequests(parser);
        }
        parsing = !taken && !cut && isOpen();
        return parsing;
    }

    synchronized void hasParsed(int bytes) {
        parsing = false;
        received.parsed(bytes);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        synchronized (this) {
            if (taken) {
                Stream.of(buffers).forEach(BufferUtil::clear);
                return true;
            }
            answering = getConnection().getMessagesIn();
        }
        return super.flush(buffers);
    }

    /** A customizer: called once for each request, before anybody handles it. Not a wrapper, which each call would go through. */
    static Request begin(Request request, HttpFields.Mutable headers) {
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof KeptEndPoint kept) {
            kept.answers(request, headers);
            Claim claim = new Claim(kept, kept.getConnection().getMessagesIn());
            request.setAttribute(Names.REQUEST_GIVE_BACK, claim);
            request.setAttribute(Names.REQUEST_CLOSE, claim);
            request.setAttribute(Names.REQUEST_UPGRADES, claim);
        }
        return request;
    }

    /** A request has come; these will be the headers of its answer. The process that passes it on is about to end. */
    private synchronized void answers(Request request, HttpFields.Mutable headers) {
        if (client.isPresent()) {
            headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        head = headers;
        asked = request.getMethod() + " " + request.getHttpURI().getPath();
    }

    /** An answer has begun that may go on for ever: of events, or whatever the protocol is that this connection has now. */
    synchronized boolean isStreaming() {
        if (taken || getConnection() == null) {
            return false;
        }
        return parser().isEmpty()
                || answering == getConnection().getMessagesIn()
                        && parser().filter(HttpParser::isStart).isEmpty()
                        && isOfEvents();
    }

    /** By name: what the servlet container has put there need not know which header it is. */
    private boolean isOfEvents() {
        String type = head.get(HttpHeader.CONTENT_TYPE.asString());
        return type != null && type.startsWith(EVENT_STREAM);
    }

    /** The request that is being read or answered, unless there is none or its answer may go on for ever. */
    synchronized Optional<String> underWay() {
        boolean none = taken
                || !isOpen()
                || getConnection() == null
                || parser().filter(HttpParser::isStart).isPresent()
                || isStreaming();
        return none ? Optional.empty() : Optional.of(asked);
    }

    /**
     * The server leaves: the connection goes now, if no request is under way, or when that one has been answered. Nobody else can go
     * on with another protocol: its client sees the end at once.
     */
    boolean leave() {
        boolean goes;
        synchronized (this) {
            leaving = true;
            goes = hasOtherProtocol()
                    || !parsing && parser().filter(this::takeBetweenRequests).isPresent();
        }
        if (goes) {
            close();
        }
        return goes;
    }

    private boolean takeBetweenRequests(HttpParser parser) {
        if (taken || !isOpen() || !parser.inHeaderState()) {
            return false;
        }
        if (parser.isStart()) {
            received.next();
        }
        return take();
    }

    /** Of the request with this number, if nobody has begun to answer it and nobody will here; false if it stays. */
    private synchronized boolean giveBack(long request) {
        return isAt(request) && answering != request && take();
    }

    private boolean hasOtherProtocol() {
        return upgrading != NONE || getConnection() != null && parser().isEmpty();
    }

    @Override
    public void upgrade(Connection next) {
        super.upgrade(next);
        boolean late;
        synchronized (this) {
            late = leaving;
        }
        if (late) {
            close();
        }
    }

    /** From now on this request and its connection end together. */
    private void upgrades(long request, Runnable ended) {
        synchronized (this) {
            if (isOpen()) {
                upgrading = request;
                whenEnded = ended;
                return;
            }
        }
        ended.run();
    }

    @Override
    public void onClose(Throwable cause) {
        Runnable ended;
        synchronized (this) {
            ended = whenEnded;
        }
        try {
            super.onClose(cause);
        } finally {
            ended.run();
        }
    }

    /** Without an answer, or without the rest of one; what came behind this request is not begun either. */
    private void cut(long request) {
        synchronized (this) {
            if (!isAt(request) && upgrading != request) {
                return;
            }
            cut = true;
        }
        Connection connection = getConnection();
        close();
        // tells whoever goes on with the request, be that code of a bundle
        executor.execute(connection::close);
    }

    /** Is this request, and no other of this connection, being answered here? */
    private boolean isAt(long request) {
        return !taken
                && isOpen()
                && request == getConnection().getMessagesIn()
                && parser().filter(it -> !it.inHeaderState()).isPresent();
    }

    /** What one request may have done with its connection: nothing any more once it has been answered and another one is there. */
    private record Claim(KeptEndPoint connection, long request)
            implements BooleanSupplier, Runnable, Consumer<Runnable> {
        @Override
        public boolean getAsBoolean() {
            return connection.giveBack(request);
        }

        @Override
        public void run() {
            connection.cut(request);
        }

        @Override
        public void accept(Runnable ended) {
            connection.upgrades(request, ended);
        }
    }

    /** With a request on it this end point is closed by its connection, once that has noticed. */
    private boolean take() {
        Optional<byte[]> read = received.sinceRequest();
        read.ifPresent(bytes -> {
            taken = true;
            key.cancel();
            key.selector().wakeup();
            socket.givenBack().accept(channel, withUnread(bytes));
        });
        return taken;
    }

    private byte[] withUnread(byte[] read) {
        ByteBuffer all = ByteBuffer.allocate(read.length + unread.remaining());
        return all.put(read).put(unread).array();
    }

    @Override
    public void doClose() {
        if (!isTaken()) {
            super.doClose();
        }
    }

    @Override
    protected void doShutdownOutput() {
        if (!isTaken()) {
            super.doShutdownOutput();
        }
    }

    private synchronized boolean isTaken() {
        return taken;
    }

    /**
     * To make room for others: between two requests, when nothing of the next one was read. Under the lock, so that what comes now is
     * not read any more, and its client can send it again.
     */
    synchronized boolean closeIfIdle() {
        boolean idle = !taken
                && isOpen()
                && isFillInterested()
                && !unread.hasRemaining()
                && parser().filter(HttpParser::isStart).isPresent();
        if (idle) {
            close();
        }
        return idle;
    }
}
