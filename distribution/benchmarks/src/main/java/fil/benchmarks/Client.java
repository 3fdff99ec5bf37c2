package fil.benchmarks;

import fil.load.LoadProcess;
import fil.load.Plan;

/** Starts the load of a section that looks at gaps. */
final class Client {
    private Client() {}

    /** Where it may, it never waits for a processor: a wait of its own is no gap of the server. */
    static LoadProcess start(Plan plan, Table table) throws InterruptedException {
        LoadProcess load = LoadProcess.start(plan);
        if (!load.goFirst()) {
            table.note(
                    "the client waits for processors as the server does, and sees more gaps than one elsewhere would");
        }
        return load;
    }
}
