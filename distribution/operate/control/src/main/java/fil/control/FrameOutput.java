package fil.control;

import fil.wire.Frame;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the client. Any thread may send; one thread of its own writes, because an interrupt of a thread that writes to
 * a channel closes the channel, and the threads of commands are interrupted. A slow client slows the command down; one that takes
 * nothing for {@value #TAKES_SECONDS} s is left, and the command goes on without it.
 */
final class FrameOutput implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameOutput.class);
    private static final int MOST_WAITING = 64;
    private static final long CLOSE_SECONDS = 10;
    private static final long TAKES_SECONDS = 30;
    private final BlockingQueue<Frame> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final DataOutputStream out;
    private final Thread writer = ControlServer.daemon(this::writeAll, "fil control output");
    private volatile boolean ended;

    FrameOutput(DataOutputStream out) {
        this.out = out;
        writer.start();
    }

    /** @throws IOException if the client is gone */
    void send(Frame frame) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            boolean sent = false;
            long began = System.nanoTime();
            while (!sent) {
                if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(TAKES_SECONDS)) {
                    close();
                }
                if (ended) {
                    throw new IOException("the client is gone, or takes nothing");
                }
                try {
                    sent = waiting.offer(frame, 1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sends the exit code, and waits until everything has been written. */
    void end(int code) throws IOException {
        end(code, CLOSE_SECONDS);
    }

    void end(int code, long mostSeconds) throws IOException {
        send(Frame.exit(code));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(mostSeconds);
        while (writer.isAlive() && System.nanoTime() < deadline) {
            try {
                writer.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                // an interrupt of the command that came too late for it
                continue;
            }
        }
    }

    /** Whoever still sends is told that the client is gone. */
    @Override
    public void close() {
        ended = true;
        writer.interrupt();
    }

    /** @return a stream whose bytes reach the client as frames of that kind, line by line and at each flush */
    PrintStream stream(Frame.Kind kind, boolean colour) {
        OutputStream raw = new BufferedOutputStream(raw(kind), 8_192);
        return new PrintStream(colour ? raw : new PlainOutput(raw), true, StandardCharsets.UTF_8);
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
                    send(new Frame(
                            kind, Arrays.copyOfRange(bytes, at, Math.min(from + length, at + Frame.MOST_BYTES))));
                }
            }
        };
    }

    private void writeAll() {
        try {
            Frame frame;
            do {
                frame = waiting.take();
                frame.write(out);
            } while (frame.kind() != Frame.Kind.EXIT);
        } catch (IOException | InterruptedException e) {
            LOG.debug("a client left", e);
        } finally {
            ended = true;
        }
    }
}
