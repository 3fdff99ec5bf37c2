package fil.control;

import fil.wire.Frame;
import fil.wire.Request;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
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
        } catch (Exception e) {
            err.println(Reason.of(e));
            return exit(session, FAILED);
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
