package fil.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can be taken from this server without being closed, as long as nothing of an answer was sent on it. What
 * was read of a request goes with it and the next server reads it first; what the client sends later stays in the kernel.
 * <pre>
 * idle, or a request's head not complete   taken by the selector's thread (takeIfUnanswered)
 * request that fil.gate holds              taken when the gate says so (giveBack); what the old server answers is dropped
 * </pre>
 */
final class KeptEndPoint extends SocketChannelEndPoint {

    private static final String EVENT_STREAM = "text/event-stream";

    /** By this attribute of a request, of a JDK type, fil.gate can send it to the next server, with its connection. */
    private static final String GIVE_BACK = "fil.socket.giveBack";

    private final SocketChannel channel;
    private final ManagedSelector selector;
    private final SelectionKey key;
    private final Executor executor;
    private final HeldSocket socket;
    private final ByteBuffer unread;
    private final Received received = new Received();
    private final BooleanSupplier giveBack = this::giveBack;
    private Connection parsedBy;
    private Optional<HttpParser> parser = Optional.empty();
    private long fills;
    private boolean sent;
    private long answering = -1;
    private HttpFields head = HttpFields.EMPTY;
    private String asked = "";
    private boolean taken;

    KeptEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Executor executor,
            HeldSocket socket) {
        super(channel, selector, key, scheduler);
        this.channel = channel;
        this.selector = selector;
        this.key = key;
        this.executor = executor;
        this.socket = socket;
        this.unread = ByteBuffer.wrap(socket.alreadyRead().apply(channel));
    }

    ManagedSelector selector() {
        return selector;
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
        if (parser().filter(HttpParser::isStart).isPresent()) {
            received.begin(getConnection().getMessagesIn());
            sent = false;
        }
        int filled = unread.hasRemaining() ? BufferUtil.append(buffer, unread) : super.fill(buffer);
        if (filled > 0) {
            fills++;
            received.add(buffer.slice(buffer.limit() - filled, filled));
        }
        return filled;
    }

    private Optional<HttpParser> parser() {
        if (parsedBy != getConnection()) {
            parsedBy = getConnection();
            parser = HttpState.parser(parsedBy);
        }
        return parser;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        synchronized (this) {
            if (taken) {
                Stream.of(buffers).forEach(BufferUtil::clear);
                return true;
            }
            sent = true;
            answering = getConnection().getMessagesIn();
        }
        return super.flush(buffers);
    }

    /** A customizer: called once for each request, before anybody handles it. Not a wrapper, which each call would go through. */
    static Request begin(Request request, HttpFields.Mutable headers) {
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof KeptEndPoint kept) {
            kept.answers(request, headers);
            request.setAttribute(GIVE_BACK, kept.giveBack);
        }
        return request;
    }

    /** A request has come; these will be the headers of its answer. */
    private synchronized void answers(Request request, HttpFields headers) {
        head = headers;
        asked = request.getMethod() + " " + request.getHttpURI().getPath();
    }

    /** An answer has begun that may go on for ever: of events, or whatever the protocol is that this connection has now. */
    synchronized boolean isStreaming() {
        if (getConnection() == null) {
            return false;
        }
        return parser().isEmpty()
                || sent
                        && answering == getConnection().getMessagesIn()
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
        boolean none = !isOpen()
                || getConnection() == null
                || parser().filter(HttpParser::isStart).isPresent()
                || isStreaming();
        return none ? Optional.empty() : Optional.of(asked);
    }

    /** Called by the selector's thread. The server may be about to read; it either has before the check, or never will. */
    boolean takeIfUnanswered() {
        long before = fills();
        if (!isOpen() || !isFillInterested() || !HttpState.isAllParsed(getConnection())) {
            return false;
        }
        byte[] read;
        synchronized (this) {
            Optional<byte[]> rest = fills == before && !taken ? betweenAnswers() : Optional.empty();
            if (rest.isEmpty()) {
                return false;
            }
            taken = true;
            read = withUnread(rest.get());
        }
        key.cancel();
        close();
        socket.givenBack().accept(channel, read);
        return true;
    }

    private synchronized long fills() {
        return fills;
    }

    private Optional<byte[]> betweenAnswers() {
        if (parser().filter(HttpParser::isStart).isPresent()) {
            return Optional.of(new byte[0]);
        }
        return sent || parser().isEmpty()
                ? Optional.empty()
                : received.beforeAnyRequest(getConnection().getMessagesIn());
    }

    /** For a request that nobody has begun to answer and nobody will here; false if it cannot be given to another server. */
    boolean giveBack() {
        byte[] read;
        synchronized (this) {
            long request = getConnection().getMessagesIn();
            Optional<byte[]> rest = taken || !isOpen() || answering == request || parser().isEmpty()
                    ? Optional.empty()
                    : received.after(request - 1);
            if (rest.isEmpty()) {
                return false;
            }
            taken = true;
            read = withUnread(rest.get());
        }
        key.cancel();
        socket.givenBack().accept(channel, read);
        return true;
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
