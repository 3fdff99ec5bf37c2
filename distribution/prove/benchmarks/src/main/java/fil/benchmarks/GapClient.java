package fil.benchmarks;

import fil.load.LoadPlan;
import fil.load.LoadProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Starts the load of a section that looks at gaps. */
final class GapClient {
    private GapClient() {}

    /**
     * Where it may (root on Linux), it goes before all other processes of this machine: it then sees what a client on a machine of its
     * own would, and not how long it waited for a processor itself.
     */
    static LoadProcess start(LoadPlan plan, Table table) throws InterruptedException {
        LoadProcess load = LoadProcess.start(plan);
        try {
            Commands.run(Map.of(), List.of("chrt", "-a", "-f", "-p", "1", Long.toString(load.pid())));
        } catch (IOException e) {
            table.note(
                    "the client waits for processors as the server does, and sees more gaps than one elsewhere would: "
                            + e.getMessage());
        }
        return load;
    }
}
