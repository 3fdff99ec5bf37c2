package fil.benchmarks;

import java.io.IOException;
import java.net.URI;

/** A server that answers; closed, it is gone. */
interface RunningServer extends AutoCloseable {
    URI base();

    /** How long it took from the command to the first answer, in milliseconds. */
    double startedIn();

    ServerProcess process() throws IOException, InterruptedException;

    @Override
    void close();
}
