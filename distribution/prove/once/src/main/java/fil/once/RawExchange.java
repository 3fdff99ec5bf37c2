package fil.once;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One connection: a few requests, most of them without waiting for the answer before, in pieces that end anywhere (in the middle
 * of a head, a chunk, a trailer) and come one after the other, some after a pause; some bodies only when the server asks for them.
 */
final class RawExchange {
    private static final int MOST = 6;
    private static final int LONGEST_PAUSE_MS = 150;
    private static final int SILENCE_MS = 90_000;

    private final URI base;
    private final List<Asked> asked = new ArrayList<>();
    private final Random random;

    /** Of each request: the server wants its body, or will not have it any more. */
    private final Map<String, CountDownLatch> wanted = new HashMap<>();

    /** @param name unique; the ids of its requests begin with it */
    RawExchange(URI base, List<String> paths, String name, Random random) {
        this.base = base;
        this.random = random;
        int count = 1 + random.nextInt(MOST);
        for (int i = 0; i < count; i++) {
            String path = paths.get(random.nextInt(paths.size()));
            asked.add(Asked.of(path, name + "." + i, i == count - 1, random));
            wanted.put(name + "." + i, new CountDownLatch(1));
        }
    }

    List<Asked> asked() {
        return asked;
    }

    /** What was told about each of them, and one more if there was more. */
    List<Told> hold() throws IOException, InterruptedException {
        List<Told> told = new ArrayList<>();
        Thread writer;
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(SILENCE_MS);
            socket.setTcpNoDelay(true);
            writer = new Thread(() -> write(socket), "once-writer");
            writer.setDaemon(true);
            writer.start();
            read(socket, told);
        }
        writer.join();
        return told;
    }

    private void read(Socket socket, List<Told> told) throws IOException {
        try {
            read(new Answers(new BufferedInputStream(socket.getInputStream())), told);
        } catch (SocketException e) {
            told.add(Told.HALF); // it was reset: what was told, and how far, is not known any more
        } finally {
            wanted.values().forEach(CountDownLatch::countDown);
        }
    }

    private void read(Answers answers, List<Told> told) throws IOException {
        for (Asked one : asked) {
            CountDownLatch itsBody = wanted.get(one.id());
            Told answer = answers.to(one, itsBody::countDown);
            itsBody.countDown();
            told.add(answer);
            if (answer.last()) {
                break;
            }
        }
        if (answers.isMore()) {
            told.add(Told.UNASKED);
        }
    }

    private void write(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            for (Asked one : asked) {
                next.write(one.bytes(), 0, one.waitsAt());
                if (one.waitsAt() > 0) {
                    write(out, next.toByteArray());
                    next.reset();
                    wanted.get(one.id()).await();
                }
                next.write(one.bytes(), one.waitsAt(), one.bytes().length - one.waitsAt());
            }
            write(out, next.toByteArray());
        } catch (IOException e) {
            // the server has closed: what was answered until then is being read
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out, byte[] all) throws IOException, InterruptedException {
        for (int at = 0; at < all.length; ) {
            int size = Math.min(all.length - at, random.nextInt(3) == 0 ? 1 + random.nextInt(80) : all.length);
            out.write(all, at, size);
            out.flush();
            at += size;
            if (random.nextInt(3) == 0) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MS));
            }
        }
    }
}
