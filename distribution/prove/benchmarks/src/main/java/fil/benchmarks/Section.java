package fil.benchmarks;

import java.nio.file.Path;

/** Measures one thing with one JDK and prints its table. */
interface Section {
    void run(BenchmarkSettings settings, Path java, Table table) throws Exception;
}
