package fil.benchmarks;

import java.io.IOException;

/** Replaces something in a running installation; the number says which time it is, for things that go up and down. */
@FunctionalInterface
interface ReplaceStep {
    void replace(BenchmarkInstallation fil, int number) throws IOException, InterruptedException;
}
