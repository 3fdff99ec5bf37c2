package fil.monitor;

import fil.release.handler.ReleaseHandler;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the release handler of fil tells. It reads files for that, so its answers are kept for a moment. While it is not there,
 * neither is this.
 */
@Component(service = Changes.class)
public final class ReleaseChanges implements Changes {
    private static final long STARTED = ManagementFactory.getRuntimeMXBean().getStartTime();
    private static final long YOUNG = 300_000_000;

    private final RunningChange running;
    private final Remembered<ReleaseAnswers.Versions> versions;
    private final Remembered<List<Change>> history;

    /** For SCR. */
    @Activate
    public ReleaseChanges(@Reference ReleaseHandler handler, @Reference RunningChange running) {
        this.running = running;
        versions = new Remembered<>(() -> ReleaseAnswers.versions(handler.versions()), System::nanoTime);
        history = new Remembered<>(() -> ReleaseAnswers.history(handler.history(), STARTED), System::nanoTime);
    }

    @Override
    public Optional<String> current() {
        return versions.get().current();
    }

    @Override
    public List<Known> releases() {
        return versions.get().releases();
    }

    @Override
    public List<String> changedByHand() {
        return versions.get().changedByHand();
    }

    @Override
    public List<String> lacking() {
        return versions.get().lacking();
    }

    @Override
    public Optional<Change> running() {
        return running.now();
    }

    @Override
    public List<Change> history() {
        return history.get();
    }

    /** An answer that is asked for again only when it is no longer young. Nobody asks for long, so it is no reason to keep it. */
    private static final class Remembered<T> implements Supplier<T> {
        private final Supplier<T> question;
        private final LongSupplier clock;
        private WeakReference<T> answer = new WeakReference<>(null);
        private long asked;

        Remembered(Supplier<T> question, LongSupplier clock) {
            this.question = question;
            this.clock = clock;
        }

        @Override
        public synchronized T get() {
            T known = answer.get();
            if (known == null || clock.getAsLong() - asked > YOUNG) {
                known = question.get();
                answer = new WeakReference<>(known);
                asked = clock.getAsLong();
            }
            return known;
        }
    }
}
