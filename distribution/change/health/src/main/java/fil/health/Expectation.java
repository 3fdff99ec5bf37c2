package fil.health;

import fil.health.Finding.Weight;
import fil.health.Snapshot.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was served before a change and must be served after it, unless it is an {@link IntendedRemoval}.
 */
public final class Expectation {
    private final Snapshot before;
    private final Set<String> changed;
    /** Of a start only. */
    private final Optional<BiPredicate<String, String>> isFactory;

    private final ComponentExpectation components;
    private final IntendedRemoval removal;

    /**
     * @param before what was there
     * @param changed the symbolic names of the bundles that are changed or restarted
     * @param hasClass whether a bundle, as it is now, contains a class
     */
    public Expectation(Snapshot before, Set<String> changed, BiPredicate<String, String> hasClass) {
        this(before, changed, Set.of(), hasClass);
    }

    /**
     * @param before what was there
     * @param changed the symbolic names of the bundles that are changed or restarted
     * @param leaving the ids of the components that lose a configuration on purpose
     * @param hasClass whether a bundle, as it is now, contains a class
     */
    Expectation(Snapshot before, Set<String> changed, Set<String> leaving, BiPredicate<String, String> hasClass) {
        this(before, changed, leaving, hasClass, null);
    }

    private Expectation(
            Snapshot before,
            Set<String> changed,
            Set<String> leaving,
            BiPredicate<String, String> hasClass,
            BiPredicate<String, String> isFactory) {
        this.before = before;
        this.changed = Set.copyOf(changed);
        this.isFactory = Optional.ofNullable(isFactory);
        this.components = new ComponentExpectation(before, this.changed, leaving, this.isFactory);
        this.removal = new IntendedRemoval(before, leaving, hasClass, components);
    }

    /**
     * Of a start, before which nothing was: all that is there is meant to serve.
     *
     * @param isFactory whether a component of a bundle may have no configuration at all
     */
    static Expectation ofStart(Set<String> wanted, BiPredicate<String, String> isFactory) {
        return new Expectation(Snapshot.EMPTY, wanted, Set.of(), (bundle, name) -> false, isFactory);
    }

    /**
     * @param now what is there
     * @return all that is not as it was
     */
    public Verdict judge(Snapshot now) {
        List<Finding> all = new ArrayList<>();
        bundles(now).forEach(all::add);
        refused(now).forEach(all::add);
        components.findings(now).forEach(all::add);
        barren(now).forEach(all::add);
        lost(now).forEach(all::add);
        checks(now).forEach(all::add);
        AnswerExpectation.findings(before, now).forEach(all::add);
        Set<String> others = changedByOthers(now);
        all.removeIf(finding -> !others.isEmpty() && !changed.contains(finding.bundle()));
        return new Verdict(all);
    }

    /** While somebody else changes something too, only what the bundles of this change serve can be held against it. */
    private Set<String> changedByOthers(Snapshot now) {
        return before.bundles().entrySet().stream()
                .filter(it -> !changed.contains(it.getKey()))
                .filter(it ->
                        now.bundle(it.getKey()).filter(it.getValue()::isTheSame).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * @param now what is there
     * @return what was served and is no more, on purpose
     */
    public List<Served> takenOut(Snapshot now) {
        return before.served().stream()
                .filter(one -> !now.has(one) && removal.isTakenOut(one, now))
                .toList();
    }

    private Stream<Finding> bundles(Snapshot now) {
        return now.bundles().entrySet().stream()
                .filter(it -> changed.contains(it.getKey()) && !it.getValue().active())
                .filter(it ->
                        before.bundle(it.getKey()).map(Snapshot.Running::active).orElse(true))
                .map(it -> new Finding(
                        Weight.STUCK, it.getKey(), "bundle " + it.getKey(), now.called(it.getKey()) + " does not run"));
    }

    private Stream<Finding> refused(Snapshot now) {
        return now.refused().stream()
                // a bundle that is new may bring something for a context that others may bring
                .filter(it -> isFactory.isPresent()
                        || !it.isIdle()
                        || before.bundle(it.bundle()).isPresent())
                .filter(it -> before.refused().stream()
                        .noneMatch(old ->
                                old.what().equals(it.what()) && old.bundle().equals(it.bundle())))
                .map(it -> new Finding(
                        it.isFinal() ? Weight.FAILED : Weight.STUCK,
                        it.bundle(),
                        "refused " + it.what() + " " + it.bundle(),
                        "the " + it.what() + " of " + now.called(it.bundle()) + " is not served: " + it.why()));
    }

    private Stream<Finding> barren(Snapshot now) {
        return now.barren().stream()
                .filter(it -> before.barren().stream()
                        .noneMatch(old ->
                                old.what().equals(it.what()) && old.bundle().equals(it.bundle())))
                .map(it -> new Finding(
                        it.isFinal() ? Weight.FAILED : Weight.STUCK,
                        it.bundle(),
                        "barren " + it.bundle() + " " + it.what(),
                        it.what() + " of " + now.called(it.bundle()) + " cannot be used: " + it.why()));
    }

    private Stream<Finding> lost(Snapshot now) {
        return before.served().stream()
                .filter(one -> !now.has(one) && !removal.isTakenOut(one, now))
                .map(one -> new Finding(
                        weight(one, now),
                        one.bundle(),
                        "lost " + one,
                        removal.isForgotten(one, now)
                                ? now.called(one.bundle()) + " no longer declares the component " + one.component()
                                        + ", of which it has the class still, and with it goes the " + one
                                : "the " + one + server(one) + " is not there any more"));
    }

    private Weight weight(Served one, Snapshot now) {
        if (removal.isForgotten(one, now) || removal.isSettled(one, now)) {
            return Weight.STUCK;
        }
        // whoever reads the components of a bundle may not have come to it yet
        return removal.isOwnCode(one, now) ? Weight.AWAITED : Weight.COMING;
    }

    private String server(Served one) {
        return one.bundle().isEmpty() ? "" : ", which " + before.called(one.bundle()) + " served,";
    }

    private Stream<Finding> checks(Snapshot now) {
        return now.red().entrySet().stream()
                .filter(it -> !before.red().containsKey(it.getKey()))
                .map(it -> new Finding(
                        it.getValue().passing() ? Weight.COMING : Weight.STUCK,
                        "",
                        "check " + it.getKey(),
                        "the health check '" + it.getKey() + "' is red: "
                                + it.getValue().why()));
    }
}
