package fil.launcher;

import fil.signals.SystemName;
import fil.wire.Frame;
import fil.wire.Request;
import fil.wire.Screen;
import fil.wire.Wire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks the running fil over its control socket, and shows what comes as it comes: what bin/client does, for machines that have no
 * perl. Both leave it to bin/fil to say that nobody has answered.
 */
final class ControlClient {
    /** Nobody listens. */
    private static final int NOBODY = 97;
    /** The other side has closed before it had answered. */
    private static final int CLOSED = 96;

    private final Path socket;

    ControlClient(Path socket) {
        this.socket = socket;
    }

    /** @return the exit code of what was asked */
    int run(String verb, List<String> arguments) throws StartRefused {
        Request request = request(Request.Verb.valueOf(verb.toUpperCase(Locale.ROOT)), arguments);
        Frame frame = frame(request);
        Optional<SocketChannel> connected = connected();
        return connected.isEmpty() ? NOBODY : converse(connected.get(), request.verb(), frame);
    }

    private static Frame frame(Request request) throws StartRefused {
        try {
            return request.frame();
        } catch (IOException e) {
            throw new StartRefused(ExitCode.USAGE, SystemName.VALUE + " refuses this request: " + e.getMessage());
        }
    }

    private Optional<SocketChannel> connected() {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            return Optional.of(channel);
        } catch (IOException e) {
            // bin/fil says whether it runs
            return Optional.empty();
        }
    }

    private static int converse(SocketChannel connected, Request.Verb verb, Frame request) {
        try (connected) {
            DataOutputStream out = Wire.output(connected);
            request.write(out);
            if (verb == Request.Verb.ATTACH) {
                pumpInput(out);
            } else {
                interruptWhenTold(out);
            }
            return show(Wire.input(connected));
        } catch (IOException e) {
            // bin/fil says so
            return CLOSED;
        }
    }

    /** bin/fil passes what it knows of the terminal by FIL_SCREEN, "rows columns" as stty says it. */
    private static Request request(Request.Verb verb, List<String> arguments) {
        int[] size = Arrays.stream(environment(SystemName.variable("SCREEN")).split(" "))
                .filter(word -> word.matches("[0-9]{1,5}"))
                .mapToInt(Integer::parseInt)
                .toArray();
        Screen screen = size.length == 2 ? new Screen(size[1], size[0]) : new Screen(0, 0);
        boolean terminal = screen.columns() > 0;
        String type = environment("TERM");
        return new Request(
                verb,
                arguments,
                screen,
                terminal && !type.isEmpty() ? type : "dumb",
                terminal && environment("NO_COLOR").isEmpty() && !type.equals("dumb"));
    }

    private static String environment(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }

    private static int show(DataInputStream in) throws IOException {
        for (Frame frame = next(in); ; frame = next(in)) {
            switch (frame.kind()) {
                case OUT -> write(System.out, frame.bytes());
                case ERR -> write(System.err, frame.bytes());
                case EXIT -> {
                    return frame.number();
                }
                default -> throw new IOException("the running " + SystemName.VALUE + " sent a frame " + frame.kind());
            }
        }
    }

    private static Frame next(DataInputStream in) throws IOException {
        return Frame.read(in).orElseThrow(EOFException::new);
    }

    private static void write(PrintStream stream, byte[] bytes) {
        stream.write(bytes, 0, bytes.length);
        stream.flush();
    }

    /** Ctrl-C interrupts the command over there; what it still says is shown while this process ends. */
    private static void interruptWhenTold(DataOutputStream out) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                new Frame(Frame.Kind.INTERRUPT, new byte[0]).write(out);
                                main.join(5_000);
                            } catch (IOException | InterruptedException e) {
                                // it has answered already
                                return;
                            }
                        },
                        "interrupt"));
    }

    private static void pumpInput(DataOutputStream out) {
        Thread pump = new Thread(
                () -> {
                    byte[] buffer = new byte[1_024];
                    InputStream in = System.in;
                    try {
                        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                            new Frame(Frame.Kind.INPUT, Arrays.copyOf(buffer, count)).write(out);
                        }
                        new Frame(Frame.Kind.INPUT, new byte[0]).write(out);
                    } catch (IOException e) {
                        // the other side has closed; show() says so
                        return;
                    }
                },
                "input");
        pump.setDaemon(true);
        pump.start();
    }
}
