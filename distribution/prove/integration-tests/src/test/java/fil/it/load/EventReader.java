package fil.it.load;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Reads an event stream in a thread of its own and counts the events, but for the heartbeats; the end of the stream is an error. */
final class EventReader implements AutoCloseable {
    private final InputStream stream;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicReference<String> ended = new AtomicReference<>("");

    EventReader(InputStream stream) {
        this.stream = stream;
        Thread reader = new Thread(this::read, "event reader");
        reader.setDaemon(true);
        reader.start();
    }

    void awaitOneMore() {
        int before = events.get();
        await("an event")
                .atMost(Duration.ofSeconds(30))
                .until(() -> events.get() > before || !ended.get().isEmpty());
        if (!ended.get().isEmpty()) {
            throw new AssertionError("The event stream has ended: " + ended.get());
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    events.incrementAndGet();
                }
            }
            ended.set("the server has closed it");
        } catch (IOException failed) {
            ended.set(failed.toString());
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
