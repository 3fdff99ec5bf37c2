package fil.benchmarks;

import fil.wire.Frame;
import fil.wire.Request;
import fil.wire.Screen;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell of a running fil, asked over the control socket as bin/fil does, without the start of a client for each command. */
record Shell(Path socket) {

    /** Runs a line of Gogo. @return what it printed; throws if it failed */
    String run(String line) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            new Request(Request.Verb.EVAL, List.of(line), new Screen(0, 0), "dumb", false)
                    .frame()
                    .write(new DataOutputStream(Channels.newOutputStream(channel)));
            return answer(line, new DataInputStream(Channels.newInputStream(channel)));
        }
    }

    private static String answer(String line, DataInputStream in) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        while (true) {
            Frame frame = Frame.read(in).orElseThrow(() -> new EOFException("fil ended in '" + line + "'"));
            if (frame.kind() == Frame.Kind.EXIT) {
                String text = printed.toString(StandardCharsets.UTF_8);
                if (frame.number() != 0) {
                    throw new IOException("'" + line + "' ended with " + frame.number() + ": " + text.strip());
                }
                return text;
            }
            printed.writeBytes(frame.bytes());
        }
    }

    /** Updates the bundle of that name from a file. */
    void update(String bundle, Path jar) throws IOException {
        run("felix:update " + id(bundle) + " " + jar.toUri());
    }

    void stop(String bundle) throws IOException {
        run("felix:stop " + id(bundle));
    }

    void start(String bundle) throws IOException {
        run("felix:start " + id(bundle));
    }

    void refresh(String bundle) throws IOException {
        run("felix:refresh " + id(bundle));
    }

    private long id(String bundle) throws IOException {
        Matcher line = Pattern.compile("(\\d+)\\|\\w+ *\\| *\\d+\\|" + Pattern.quote(bundle) + " \\(")
                .matcher(run("felix:lb -s"));
        if (!line.find()) {
            throw new IOException("no bundle " + bundle + " is there");
        }
        return Long.parseLong(line.group(1));
    }
}
