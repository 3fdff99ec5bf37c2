package fil.control;

import fil.wire.Frame;
import fil.wire.Request;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;

/**
 * One Gogo command in a session of its own. A command that wants another exit code than 0 (done) or 1 (it threw) returns or throws
 * an {@link IntSupplier} of it. It finds {@code fil.columns} (0: no terminal) and {@code fil.colour} there.
 */
final class CommandRun {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int GONE = -1;
    private static final int MOST_THREADS = 64;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration REPLACED = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 5;
    /** How Gogo's Pipe names the thread of a command that runs. */
    private static final String RUNS_COMMAND = "pipe-";

    private final CommandProcessor processor;
    private final FrameOutput output;
    private final Request request;
    private final BooleanSupplier stopping;

    /** @param stopping whether all bundles go, and their commands with them */
    CommandRun(CommandProcessor processor, FrameOutput output, Request request, BooleanSupplier stopping) {
        this.stopping = stopping;
        this.processor = processor;
        this.output = output;
        this.request = request;
    }

    /** @return the exit code, if the command was there; an interrupt frame, or the end of the client, interrupts the command */
    OptionalInt run(DataInputStream in) {
        Thread command = Thread.currentThread();
        ControlServer.daemon(() -> interruptWhenTold(in, command), "fil control interrupt")
                .start();
        try (PrintStream out = output.stream(Frame.Kind.OUT, request.colour());
                PrintStream err = output.stream(Frame.Kind.ERR, request.colour());
                CommandSession session =
                        processor.createSession(InputStream.nullInputStream(), out, new FailureWords(err))) {
            awaitVerb(session);
            int code = run(session, out, err);
            return code == GONE ? OptionalInt.empty() : OptionalInt.of(code);
        }
    }

    /** A verb of bin/fil has a command, but for the moment in which the bundle that brings it is replaced. */
    private void awaitVerb(CommandSession session) {
        long deadline = System.nanoTime() + REPLACED.toNanos();
        while (request.verb() == Request.Verb.CALL
                && request.arguments().stream().limit(1).anyMatch(verb -> session.get(verb) == null)
                && !stopping.getAsBoolean()
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
    }

    private int run(CommandSession session, PrintStream out, PrintStream err) {
        session.put("SCOPE", "fil:felix:obr:gogo:*");
        session.put("fil.columns", request.screen().columns());
        session.put("fil.colour", request.colour());
        AtomicInteger code = new AtomicInteger(DONE);
        // the outermost is done last; a command that printed its failure has not thrown it
        session.setJobListener((job, before, now) -> {
            if (now == Job.Status.Done && job.result() != null) {
                code.set(job.result().isSuccess() ? DONE : FAILED);
            }
        });
        try {
            Object result = session.execute(line(session));
            if (result instanceof IntSupplier coded) {
                return coded.getAsInt();
            }
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return code.get();
        } catch (InterruptedException e) {
            Optional.ofNullable(session.foregroundJob()).ifPresent(Job::interrupt);
            awaitLastWords();
            err.println(CommandFailure.of(e));
            return FAILED;
        } catch (CommandNotFoundException e) {
            if (stopping.getAsBoolean()) {
                return GONE;
            }
            err.println(CommandFailure.of(e));
            return FAILED;
        } catch (Exception e) {
            err.println(CommandFailure.of(e));
            return e instanceof IntSupplier coded ? coded.getAsInt() : FAILED;
        }
    }

    /**
     * Gogo does not wait for a command that is interrupted. It runs each in a thread of the group of the one that asked, and names
     * the thread after the command meanwhile. The session is closed later: closing interrupts once more, and a thread that is
     * interrupted while it prints loses what it prints.
     */
    private static void awaitLastWords() {
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            while (commandRuns() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // told once more: no words are waited for
            return;
        }
    }

    /** Whether one runs in the group of this thread. */
    static boolean commandRuns() {
        Thread[] threads = new Thread[MOST_THREADS];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads, false);
        return Arrays.stream(threads, 0, count)
                .anyMatch(thread -> thread.getName().startsWith(RUNS_COMMAND));
    }

    private String line(CommandSession session) {
        List<String> words = request.arguments();
        if (request.verb() == Request.Verb.EVAL) {
            return String.join(" ", words);
        }
        // as variables, so that no character of an argument means anything to Gogo
        IntStream.range(1, words.size()).forEach(i -> session.put("argument" + i, words.get(i)));
        return words.stream().limit(1).collect(Collectors.joining())
                + IntStream.range(1, words.size())
                        .mapToObj(i -> " $argument" + i)
                        .collect(Collectors.joining());
    }

    private static void interruptWhenTold(DataInputStream in, Thread command) {
        try {
            while (Frame.read(in)
                    .filter(frame -> frame.kind() != Frame.Kind.INTERRUPT)
                    .isPresent()) {
                continue;
            }
        } catch (IOException e) {
            // the client is gone: the same
        }
        command.interrupt();
    }
}
