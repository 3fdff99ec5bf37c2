package fil.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What Linux says about the sockets of a process. */
final class ProcNet {
    private static final String LISTEN = "0A";

    private ProcNet() {}

    /** How many TCP sockets the process listens on. */
    static long listening(long pid) {
        try {
            Set<String> own = sockets(pid);
            return Stream.of("tcp", "tcp6")
                    .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)).stream())
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[3].equals(LISTEN) && own.contains("socket:[" + fields[9] + "]"))
                    .count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (NoSuchFileException closed) {
                    // between the listing and now
                }
            }
        }
        return sockets;
    }

    private static List<String> lines(Path table) {
        try {
            List<String> lines = Files.readAllLines(table);
            return lines.subList(1, lines.size());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
