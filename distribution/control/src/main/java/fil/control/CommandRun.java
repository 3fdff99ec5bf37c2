package fil.control;

import fil.wire.Frame;
import fil.wire.Request;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/**
 * One Gogo command in a session of its own. A command that wants another exit code than 0 (done) or 1 (it threw) puts that
 * number into the session's variable {@value #EXIT}. It finds {@code fil.columns} (0: no terminal) and {@code fil.colour} there.
 */
final class CommandRun {
    static final String EXIT = "fil.exit";
    private static final int FAILED = 1;
    private static final int MOST_THREADS = 64;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private final CommandProcessor processor;
    private final FrameOutput output;
    private final Request request;

    CommandRun(CommandProcessor processor, FrameOutput output, Request request) {
        this.processor = processor;
        this.output = output;
        this.request = request;
    }

    /** @return the exit code; an interrupt frame, or the end of the client, interrupts the command */
    int run(DataInputStream in) {
        Thread command = Thread.currentThread();
        ControlServer.daemon(() -> interruptWhenTold(in, command), "fil control interrupt")
                .start();
        try (PrintStream out = output.stream(Frame.Kind.OUT);
                PrintStream err = output.stream(Frame.Kind.ERR);
                CommandSession session = processor.createSession(InputStream.nullInputStream(), out, err)) {
            return run(session, out, err);
        }
    }

    private int run(CommandSession session, PrintStream out, PrintStream err) {
        session.put("SCOPE", "fil:felix:obr:gogo:*");
        session.put("fil.columns", request.screen().columns());
        session.put("fil.colour", request.colour());
        try {
            Object result = session.execute(line(session));
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return exit(session, 0);
        } catch (InterruptedException e) {
            session.close();
            awaitLastWords();
            err.println(Reason.of(e));
            return exit(session, FAILED);
        } catch (Exception e) {
            err.println(Reason.of(e));
            return exit(session, FAILED);
        }
    }

    /** Gogo runs a command in a thread of the group of the one that asked, and does not wait for it once interrupted. */
    private static void awaitLastWords() {
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        Thread[] threads = new Thread[MOST_THREADS];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads, false);
        for (int i = 0; i < count; i++) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (threads[i] != Thread.currentThread() && !threads[i].isDaemon() && left > 0) {
                join(threads[i], left);
            }
        }
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            // told once more: it is ending already
            return;
        }
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

    private static int exit(CommandSession session, int otherwise) {
        return session.get(EXIT) instanceof Number number ? number.intValue() : otherwise;
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
