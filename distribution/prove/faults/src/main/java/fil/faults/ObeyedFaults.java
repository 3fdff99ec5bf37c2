package fil.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** In the system that is tested: begins to count with each change, and does what is ordered for the count that it has come to. */
public final class ObeyedFaults implements Runnable, Consumer<Object> {
    static final String FILE = "fil.faults.file";
    private static final int KILLED = 137;
    private static final Path FILLER = Path.of("filler");
    private static final int LARGEST = 1 << 20;
    /** One change runs at a time. */
    private static Map<Integer, String> orders = Map.of();

    private static int count;

    /** A change begins. */
    @Override
    public void run() {
        orders = orders(Path.of(System.getProperty(FILE)));
        count = 0;
    }

    /** @param what the step, the failure or the undo that is over */
    @Override
    public void accept(Object what) {
        count++;
        switch (orders.getOrDefault(count, "")) {
            case "kill" -> Runtime.getRuntime().halt(KILLED);
            case "fill" -> fill();
            case "fail" -> throw new IllegalStateException("a fault was ordered after '" + what + "'");
            default -> {
                // nothing is ordered for this one
            }
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
                System.err.println("No room for " + size + " octets more, as ordered: " + full);
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
