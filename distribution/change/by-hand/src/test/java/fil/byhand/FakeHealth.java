package fil.byhand;

import fil.health.Finding;
import fil.health.Health;
import fil.health.Verdict;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A system that fails when it is told to. */
record FakeHealth(Supplier<Optional<String>> failure) implements Health {
    @Override
    public void before(Set<String> changed, Set<String> unconfigured) {
        // nothing is served
    }

    @Override
    public void beforeUnasked(Set<String> changed) {
        // nothing is served
    }

    @Override
    public Verdict now() {
        return new Verdict(failure.get().map(it -> new Finding(Finding.Weight.FAILED, "test", "test", it)).stream()
                .toList());
    }

    @Override
    public void close() {
        // nothing was got
    }
}
