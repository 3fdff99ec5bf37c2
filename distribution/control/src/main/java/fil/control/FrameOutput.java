package fil.control;

import fil.wire.Frame;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The way to the client: whole frames, never mixed up, however many threads write. */
final class FrameOutput {
    private final DataOutputStream out;

    FrameOutput(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    synchronized void send(Frame frame) throws IOException {
        frame.write(out);
    }

    /** @return a stream whose bytes reach the client as frames of that kind, line by line and at each flush */
    PrintStream stream(Frame.Kind kind) {
        return new PrintStream(new BufferedOutputStream(raw(kind), 8_192), true, StandardCharsets.UTF_8);
    }

    /** @return the same without a buffer */
    OutputStream raw(Frame.Kind kind) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                for (int at = from; at < from + length; at += Frame.MOST_BYTES) {
                    send(new Frame(kind, Arrays.copyOfRange(bytes, at, Math.min(from + length, at + Frame.MOST_BYTES))));
                }
            }
        };
    }
}
