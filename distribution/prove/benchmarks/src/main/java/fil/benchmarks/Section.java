package fil.benchmarks;

import java.nio.file.Path;

/** Measures one thing with one JDK and prints its table. */
interface Section {
    void run(Settings settings, Path java, Table table) throws Exception;
}
