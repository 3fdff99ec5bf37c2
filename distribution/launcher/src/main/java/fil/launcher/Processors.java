package fil.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processors of a process that takes over, on Linux. It starts on half of those that there are, so that its start is not paid for
 * by the clients of the one that still serves, and takes all of them once it has taken over.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html">sched_setaffinity(2)</a>, which needs no rights
 */
final class Processors {
    private static final String LIST = "Cpus_allowed_list:";
    private static final int TIMES = 5;

    private Processors() {}

    /** @return the half to start on and, after a space, how many there are for Java; nothing where there is but one, or no Linux */
    static Optional<String> half() throws IOException {
        return list("self")
                .flatMap(Processors::upperHalf)
                .map(half -> half + " " + Runtime.getRuntime().availableProcessors());
    }

    /** Lets all threads of this process run where its parent may. Where that fails, it serves on those it has, and says so. */
    static void takeAll() throws IOException {
        Optional<String> all = list(ProcessHandle.current()
                .parent()
                .map(it -> Long.toString(it.pid()))
                .orElse("self"));
        if (all.equals(list("self"))) {
            return;
        }
        String said;
        int times = 0;
        do { // taskset gives up at a thread that ends while it looks at it
            said = widen(all.orElseThrow());
            times++;
        } while (!said.isEmpty() && times < TIMES);
        if (!said.isEmpty()) {
            System.err.println("fil runs on half of the processors until it is started again: " + said);
        }
    }

    /** @return what went wrong, or nothing */
    private static String widen(String list) {
        String self = Long.toString(ProcessHandle.current().pid());
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", list, self)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return taskset.onExit().join().exitValue() == 0 ? "" : said.strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** @param list as the kernel writes it, 0-3,8 */
    static Optional<String> upperHalf(String list) {
        BitSet all = new BitSet();
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            all.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        int half = all.cardinality() / 2;
        return Optional.of(all.stream()
                        .skip(all.cardinality() - half)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",")))
                .filter(it -> !it.isEmpty());
    }

    private static Optional<String> list(String process) throws IOException {
        Path status = Path.of("/proc", process, "status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
            return lines.filter(it -> it.startsWith(LIST))
                    .map(it -> it.substring(LIST.length()).strip())
                    .findFirst();
        }
    }
}
