package fil.load;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A running load. {@code try (Load load = Load.start(Plan.of(base))) { ...; Report seen = load.stop(); }} */
public final class Load implements AutoCloseable {
    private final Schedule schedule;
    private final Tally tally;
    private final List<Thread> clients;

    private Load(Schedule schedule, Tally tally, List<Thread> clients) {
        this.schedule = schedule;
        this.tally = tally;
        this.clients = clients;
    }

    public static Load start(LoadPlan plan) {
        long start = System.nanoTime();
        Schedule schedule = new Schedule(start, plan.rate());
        Tally tally = new Tally(start);
        List<Thread> clients = IntStream.range(0, plan.connections())
                .mapToObj(i -> new Thread(new LoadClient(plan, schedule, tally), "load-" + i))
                .toList();
        clients.forEach(Thread::start);
        return new Load(schedule, tally, clients);
    }

    /**
     * Says that a change to that release ({@code 1986.a} or {@code 1986.b}) begins now. From here on, answers of another release are
     * counted as mixed once one of this release was seen.
     */
    public void changing(String release) {
        tally.changing(release);
    }

    /** What was seen since the start or the last lap. */
    public Report lap() {
        return tally.lap(System.nanoTime());
    }

    /** Ends the load, waits for the requests under way, and says what was seen since the start or the last lap. */
    public Report stop() {
        long end = System.nanoTime();
        close();
        return tally.lap(Math.max(end, tally.lastAnswer()));
    }

    @Override
    public void close() {
        schedule.end();
        clients.forEach(LockSupport::unpark);
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
