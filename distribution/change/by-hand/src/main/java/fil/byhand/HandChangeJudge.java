package fil.byhand;

import fil.health.Health;
import fil.health.Patience;
import fil.health.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holds the system against how it was before one change by hand, of however many bundles. One thread at a time asks it. */
final class HandChangeJudge implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 10;
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private final Health health;
    private final Duration most;
    private final ExecutorService looking = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(null, work, "fil-by-hand-look", 0, false);
        thread.setDaemon(true);
        return thread;
    });
    private Patience patience = new Patience();
    private long since = System.nanoTime();

    /** @param most how long a change may take until all is well */
    HandChangeJudge(Health health, Duration most) {
        this.health = health;
        this.most = most;
    }

    /** @param changed symbolic names of the bundles that are replaced next */
    void before(Set<String> changed) {
        health.before(changed);
    }

    /** In the middle of a stop. */
    void beforeUnasked(Set<String> changed) {
        health.beforeUnasked(changed);
    }

    /** Other code is there: it is looked at from now on. */
    void begin() {
        patience = new Patience();
        since = System.nanoTime();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** How one look went. */
    record Look(boolean isWell, Optional<String> failure) {}

    /** To look is to call code that is new, and may hang: in a thread of its own, and not for ever. */
    Look look() {
        Future<Verdict> verdict = looking.submit(health::now);
        try {
            Verdict found = verdict.get(most.plus(LONGEST_LOOK).minus(age()).toMillis(), TimeUnit.MILLISECONDS);
            return new Look(found.isWell(), patience.failure(found, age().compareTo(most) >= 0));
        } catch (TimeoutException e) {
            verdict.cancel(true);
            return new Look(false, Optional.of("a component or a health check of it hangs"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Look(false, Optional.of("it was interrupted before it was decided"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Looks until it is decided.
     *
     * @return what failed, if anything did
     */
    Optional<String> decided() {
        begin();
        Look look = look();
        while (!look.isWell() && look.failure().isEmpty()) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                // the next look says so
                Thread.currentThread().interrupt();
            }
            look = look();
        }
        return look.failure();
    }

    @Override
    public void close() {
        looking.shutdownNow();
        health.close();
    }
}
