package fil.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;

/** Says what a system that has just started does not serve, though it is meant to: the same definition, with nothing before. */
public final class FirstLook {
    private static final Duration MOST = Duration.ofSeconds(3);
    private static final long LOOK_EVERY_MS = 10;

    private final RunningHealth health;

    /** @param context any bundle's context */
    public FirstLook(BundleContext context) {
        this.health = new RunningHealth(context);
    }

    /**
     * After a change that was well: what these bundles, which are new or have new code, do not serve though they are meant to.
     *
     * @param bundles symbolic names
     * @return sentences without an end
     */
    public List<String> idle(Set<String> bundles) {
        return health.atStart().findings().stream()
                .filter(finding -> bundles.contains(finding.bundle()))
                .map(Finding::sentence)
                .distinct()
                .toList();
    }

    /** @return what is wrong, as a part of a sentence, once it is decided: at once if all is well, in 3 s at most */
    public Optional<String> failure() throws InterruptedException {
        Patience patience = new Patience();
        long end = System.nanoTime() + MOST.toNanos();
        while (true) {
            boolean over = System.nanoTime() - end >= 0;
            Verdict verdict = health.atStart();
            Optional<String> failure = patience.failure(verdict, over);
            if (failure.isPresent() || verdict.isWell()) {
                return failure;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }
}
