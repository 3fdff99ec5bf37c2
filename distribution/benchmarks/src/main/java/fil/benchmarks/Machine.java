package fil.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The processors of the whole machine, to see whether somebody else used them during a measurement. */
record Machine(double busySeconds, double allSeconds) {

    static Machine now() throws IOException {
        String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split(" +");
        long[] ticks =
                Arrays.stream(words).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
        long idle = ticks[3] + ticks[4];
        long all = LongStream.of(ticks).sum();
        return new Machine((all - idle) / 100.0, all / 100.0);
    }

    /** Share of the processors used since then by others than those who used that much. */
    double foreignSince(Machine before, double ownSeconds) {
        double all = allSeconds - before.allSeconds;
        return all <= 0 ? 0 : Math.max(0, (busySeconds - before.busySeconds - ownSeconds) / all);
    }
}
