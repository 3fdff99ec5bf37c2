package fil.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;

/** Whether a new process serves what the one that it is to take over from serves: the same definition as for a change. */
public final class SuccessorHealth {
    /** All of it starts at the same time: what is stuck now may be moved by what comes. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    private static final Duration MOST = Duration.ofSeconds(60);

    private static final long LOOK_EVERY_MS = 20;

    private final RunningHealth health;
    private final Snapshot before;
    private final Set<String> alone;

    /**
     * @param context any bundle's context in the new process
     * @param told what the old one has told
     * @param alone symbolic names of bundles that work in one process at a time: they have to fail here until it is over
     */
    public SuccessorHealth(BundleContext context, String told, Set<String> alone) {
        this.health = new RunningHealth(context);
        this.before = SnapshotText.read(told);
        this.alone = Set.copyOf(alone);
    }

    /**
     * @param context any bundle's context in the old process
     * @return what is served here, for the new one
     */
    public static String tell(BundleContext context) {
        return SnapshotText.of(new RunningHealth(context).whole());
    }

    /**
     * @param status asks the new process for a path, 0 for no answer
     * @return what it does not serve, as a part of a sentence: once all is well, or after 10 s, or as long as this process has taken so
     *     far, at most 60 s: on a busy machine all takes longer
     */
    public Optional<String> failure(ToIntFunction<String> status) throws InterruptedException {
        long end = System.nanoTime() + patience().toNanos();
        Verdict verdict = look(status);
        while (!verdict.isWell() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            verdict = look(status);
        }
        return verdict.isWell() ? Optional.empty() : Optional.of(verdict.words(Finding.Weight.values()));
    }

    private static Duration patience() {
        Duration age = ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(LEAST);
        Duration least = age.compareTo(LEAST) < 0 ? LEAST : age;
        return least.compareTo(MOST) < 0 ? least : MOST;
    }

    private Verdict look(ToIntFunction<String> status) {
        return health.since(before, alone, status);
    }
}
