package fil.release.service;

import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For tests alone: lets a change fail, the process die, or the disk be full, right after a step or an undo, as a file says that
 * the system property {@value #FILE} names. A line {@code kill 3}, {@code fail 3} or {@code fill 3}: after the third thing that the
 * change tells.
 */
final class Faults implements ChangeListener {
    static final String FILE = "fil.fault";
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int KILLED = 137;
    private static final Path FILLER = Path.of("filler");
    private static final int LARGEST = 1 << 20;

    private final ChangeListener told;
    private final Map<Integer, String> orders;
    private int count;

    private Faults(ChangeListener told, Map<Integer, String> orders) {
        this.told = told;
        this.orders = orders;
    }

    /** @return the same, or with faults if the process was started so */
    static ChangeListener around(ChangeListener told) {
        String file = System.getProperty(FILE, "");
        return file.isEmpty() ? told : new Faults(told, orders(Path.of(file)));
    }

    @Override
    public void heard(ChangeEvent event) {
        told.heard(event);
        if (event instanceof ChangeEvent.Took
                || event instanceof ChangeEvent.Failed
                || event instanceof ChangeEvent.Undone) {
            obey(event);
        }
    }

    private static String words(ChangeEvent event) {
        if (event instanceof ChangeEvent.Took it) {
            return it.action().verb() + " " + it.action().subject();
        }
        return event instanceof ChangeEvent.Undone it ? "undo: " + it.what() : "failed";
    }

    private void obey(ChangeEvent what) {
        String event = words(what);
        count++;
        String order = orders.getOrDefault(count, "");
        if (order.equals("kill")) {
            LOG.warn("Killed after '{}', as ordered", event);
            Runtime.getRuntime().halt(KILLED);
        }
        if (order.equals("fill")) {
            LOG.warn("Filled the disk after '{}', as ordered", event);
            fill();
        }
        if (order.equals("fail")) {
            throw new IllegalStateException("a fault was ordered after '" + event + "'");
        }
    }

    /** Takes up the disk that the installation is on, to the last octet. */
    private static void fill() {
        for (int size = LARGEST; size > 0; size /= 2) {
            byte[] block = new byte[size];
            try (OutputStream out =
                    Files.newOutputStream(FILLER, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(block);
                }
            } catch (IOException full) {
                LOG.debug("No room for {} octets more", size, full);
            }
        }
    }

    private static Map<Integer, String> orders(Path file) {
        Map<Integer, String> orders = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ");
                orders.put(Integer.valueOf(words[1]), words[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return orders;
    }
}
