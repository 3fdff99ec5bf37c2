package fil.control;

import fil.wire.Frame;
import fil.wire.Request;
import fil.wire.Screen;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;

/** The Gogo shell over the control socket; the client's terminal is raw, line editing and completion happen here. */
final class InteractiveShell {
    private InteractiveShell() {}

    static int run(CommandProcessor processor, FrameOutput output, Request request, DataInputStream in)
            throws IOException {
        PipedInputStream keys = new PipedInputStream(Frame.MOST_BYTES);
        PipedOutputStream typed = new PipedOutputStream(keys);
        Thread shell = Thread.currentThread();
        try (Terminal terminal = new ShellTerminal(request.terminal(), keys, output.raw(Frame.Kind.OUT));
                CommandSession session = processor.createSession(
                        terminal.input(), terminal.output(), new FailureWords(terminal.output()))) {
            terminal.setSize(
                    new Size(request.screen().columns(), request.screen().rows()));
            ControlServer.daemon(() -> pump(in, typed, terminal, shell), "fil control keys")
                    .start();
            session.put("SCOPE", "fil:felix:obr:gogo:*");
            session.put(".terminal", terminal);
            // gosh passes variables in capitals on to the session that it makes
            session.put("NO_COLOR", request.colour() ? "" : "1");
            gosh(session).execute(session, List.of("--noshutdown"));
            return 0;
        } catch (Exception e) {
            output.send(Frame.text(Frame.Kind.ERR, CommandFailure.of(e) + "\r\n"));
            return 1;
        }
    }

    /** Called, not run as a job: a job's commands are its children, and Ctrl-C interrupts only what is no child. */
    private static Function gosh(CommandSession session) {
        return (Function) session.get("gogo:gosh");
    }

    private static void pump(DataInputStream in, PipedOutputStream typed, Terminal terminal, Thread shell) {
        try (typed) {
            for (Optional<Frame> frame = Frame.read(in); frame.isPresent(); frame = Frame.read(in)) {
                switch (frame.get().kind()) {
                    case INPUT -> {
                        typed.write(frame.get().bytes());
                        typed.flush();
                    }
                    case SIZE -> resize(terminal, Screen.of(frame.get()));
                    default -> throw new IOException("a frame " + frame.get().kind() + " has no place here");
                }
            }
        } catch (IOException e) {
            // the client is gone
        }
        shell.interrupt();
    }

    private static void resize(Terminal terminal, Screen screen) {
        terminal.setSize(new Size(screen.columns(), screen.rows()));
        terminal.raise(Terminal.Signal.WINCH);
    }
}
