package fil.fsm.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock whose hands the test turns; jobs that fall due run in their order, in the test's thread. */
final class HandTurnedTimer implements Timer {
    private record Job(long due, long order, Runnable work) {}

    private final List<Job> jobs = new ArrayList<>();
    private Instant wall = Instant.parse("1986-01-26T12:00:00Z");
    private long elapsed;
    private long order;

    @Override
    public Instant now() {
        return wall;
    }

    @Override
    public long nanos() {
        return elapsed;
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        Job job = new Job(elapsed + delay.toNanos(), order++, work);
        jobs.add(job);
        return () -> jobs.remove(job);
    }

    @Override
    public void close() {
        jobs.clear();
    }

    void pass(Duration time) {
        long end = elapsed + time.toNanos();
        for (Optional<Job> next = dueBy(end); next.isPresent(); next = dueBy(end)) {
            jobs.remove(next.get());
            forward(Math.max(0, next.get().due() - elapsed));
            next.get().work().run();
        }
        forward(end - elapsed);
    }

    /** Somebody sets the wall clock; no time passes. */
    void set(Instant newWall) {
        wall = newWall;
    }

    private void forward(long nanos) {
        elapsed += nanos;
        wall = wall.plusNanos(nanos);
    }

    private Optional<Job> dueBy(long end) {
        return jobs.stream()
                .filter(job -> job.due() <= end)
                .min(Comparator.comparingLong(Job::due).thenComparingLong(Job::order));
    }
}
