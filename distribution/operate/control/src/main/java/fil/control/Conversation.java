package fil.control;

import fil.signals.SystemName;
import fil.wire.Frame;
import fil.wire.Request;
import fil.wire.Wire;
import fil.wire.WireException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: its request is read, what it asks for is done, its exit code is the last thing it hears. */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int MALFORMED = 2;
    private static final int REQUEST_SECONDS = 10;
    private static final int UNANSWERED = 3;
    private static final int LEAVE_SECONDS = 1;
    private static final int START_SECONDS = 60;
    private static final int LOOK_MILLIS = 5;
    private static final String STARTING = SystemName.VALUE + ": not all has been started for a minute; "
            + SystemName.PROGRAM + " log says what it does, and " + SystemName.PROGRAM + " status asks again.\n";
    private static final String STOPPING = SystemName.VALUE + ": it is stopping, and takes no command any more; "
            + SystemName.PROGRAM + " status says when it has ended.\n";
    private static final String LEFT =
            SystemName.VALUE + ": the shell is being replaced, and cannot answer; what was asked goes on. "
                    + SystemName.PROGRAM + " log says how it ended, " + SystemName.PROGRAM + " eval lb what runs.\n";

    /** Used again, as before Java 19 a group that is left is kept by its parent for ever. */
    private static final Queue<ThreadGroup> GROUPS = new ConcurrentLinkedQueue<>();

    private final SocketChannel client;
    private final CommandProcessor processor;
    private final Supplier<Phase> phase;
    private final FrameOutput output;
    private volatile boolean left;

    /** What all bundles do at a time. */
    enum Phase {
        /** Some are still to come, which bring commands and what these ask. */
        STARTING,
        RUNNING,
        /** They go one by one, and their commands with them. */
        STOPPING
    }

    Conversation(SocketChannel client, CommandProcessor processor, Supplier<Phase> phase) {
        this.client = client;
        this.phase = phase;
        this.processor = processor;
        this.output = new FrameOutput(Wire.output(client));
    }

    /**
     * Runs the conversation in a thread of its own, which has a group of its own: what runs on its behalf can be told.
     *
     * @param afterwards runs when it has ended
     */
    void start(Runnable afterwards) {
        ThreadGroup group = Optional.ofNullable(GROUPS.poll()).orElseGet(() -> new ThreadGroup("fil control client"));
        Runnable work = () -> {
            try {
                run();
            } catch (NoClassDefFoundError e) {
                // the code that would hear the end of the command was replaced meanwhile
                if (!left) {
                    throw e;
                }
            } finally {
                // of a bundle that was replaced neither its groups nor its classes are of use
                if (!left && !CommandRun.commandRuns()) {
                    GROUPS.add(group);
                }
                afterwards.run();
            }
        };
        Thread thread = new Thread(group, work, "fil control client");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (client;
                output) {
            DataInputStream in = Wire.input(client);
            try {
                Optional<Frame> first = request(in);
                if (first.isPresent()) {
                    output.end(answer(Request.of(first.get()), in));
                }
            } catch (WireException e) {
                output.send(Frame.text(
                        Frame.Kind.ERR, SystemName.VALUE + " refuses this request: " + e.getMessage() + "\n"));
                output.end(MALFORMED);
            }
        } catch (IOException e) {
            LOG.debug("a client left", e);
        }
    }

    /** The one wait for a client on which nothing of its own depends: who takes longer over a request is left. */
    private Optional<Frame> request(DataInputStream in) throws IOException {
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                this::end, CompletableFuture.delayedExecutor(REQUEST_SECONDS, TimeUnit.SECONDS));
        try {
            return Frame.read(in);
        } finally {
            late.cancel(false);
        }
    }

    /** Ends it where the process goes on, and says so; a command that goes on without its client does so. */
    void leave() {
        left = true;
        try {
            output.send(Frame.text(Frame.Kind.ERR, LEFT));
            output.end(UNANSWERED, LEAVE_SECONDS);
        } catch (IOException e) {
            LOG.debug("a client left", e);
        }
        end();
    }

    /** Ends the conversation; its command is interrupted. */
    void end() {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("closing a client", e);
        }
    }

    private int answer(Request request, DataInputStream in) throws IOException {
        return switch (request.verb()) {
            case PING -> {
                output.send(Frame.text(Frame.Kind.OUT, "pong\n"));
                yield 0;
            }
            case EVAL, CALL -> awaitStart() ? run(request, in) : refused();
            case ATTACH -> awaitStart() ? InteractiveShell.run(processor, output, request, in) : refused();
        };
    }

    private int run(Request request, DataInputStream in) throws IOException {
        OptionalInt code = new CommandRun(processor, output, request, () -> phase.get() == Phase.STOPPING).run(in);
        return code.isPresent() ? code.getAsInt() : refused();
    }

    private int refused() throws IOException {
        output.send(Frame.text(Frame.Kind.ERR, phase.get() == Phase.STOPPING ? STOPPING : STARTING));
        return UNANSWERED;
    }

    /** Whoever sees the page asks, and the shell may come behind it. */
    private boolean awaitStart() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (phase.get() == Phase.STARTING && !left && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
        return phase.get() == Phase.RUNNING;
    }
}
