package fil.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process that takes over has of the processors, on Linux. So that its start is not paid for by the clients of the one that
 * still serves, it starts on half of them and, where it may end that by itself, gives way to all other processes. It ends the one
 * before it lets clients in, the other once the other process accepts no more.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sched.7.html">sched(7)</a>, which says what rights SCHED_IDLE needs to be left;
 *     the set of processors needs none
 */
final class Processors {
    private static final String LIST = "Cpus_allowed_list:";
    private static final Path OWN_THREADS = Path.of("/proc/self/task");
    /** In {@code /proc/PID/stat}, after the name in brackets, which may hold spaces. */
    private static final int POLICY = 38;

    private static final String IDLE = "5";
    private static final int TIMES = 5;

    private Processors() {}

    /** @return the half to start on and, after a space, how many there are for Java; nothing where there is but one, or no Linux */
    static Optional<String> half() throws IOException {
        return list("self")
                .flatMap(Processors::upperHalf)
                .map(half -> half + " " + Runtime.getRuntime().availableProcessors());
    }

    /** Lets no thread of this process give way any more. Where that fails, it serves as it is, and says so. */
    static void giveWayNoMore() throws IOException {
        String said = "";
        for (int i = 0; i < TIMES && givesWay(); i++) {
            said = run("chrt", "-a", "-o", "-p", "0", self());
        }
        if (givesWay()) {
            System.err.println("fil gives way to all other processes until it is started again: " + said);
        }
    }

    /** Lets all threads of this process run where its parent may. Where that fails, it serves on those it has, and says so. */
    static void takeAll() {
        String said;
        try {
            said = widen();
        } catch (IOException e) {
            said = e.toString();
        }
        if (!said.isEmpty()) {
            System.err.println("fil runs on half of the processors until it is started again: " + said);
        }
    }

    /** @return what went wrong, or nothing */
    private static String widen() throws IOException {
        Optional<String> all = list(ProcessHandle.current()
                .parent()
                .map(it -> Long.toString(it.pid()))
                .orElse("self"));
        if (all.isEmpty() || all.equals(list("self"))) {
            return "";
        }
        String said;
        int times = 0;
        do { // taskset gives up at a thread that ends while it looks at it
            said = run("taskset", "-a", "-c", "-p", all.orElseThrow(), self());
            times++;
        } while (!said.isEmpty() && times < TIMES);
        return said;
    }

    private static String self() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /** @return what went wrong, or nothing */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.onExit().join().exitValue() == 0 ? "" : said.strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Whether any thread does. */
    private static boolean givesWay() throws IOException {
        if (!Files.isDirectory(OWN_THREADS)) {
            return false;
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(OWN_THREADS)) {
            for (Path thread : threads) {
                if (policy(thread).equals(IDLE)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static String policy(Path thread) {
        try {
            return policy(Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return ""; // its file is gone, or cannot be read any more: it has ended
        }
    }

    /** @param stat as the kernel writes it, 4711 (a name) S 1 ... */
    static String policy(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[POLICY];
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
