package fil.health;

import fil.health.Finding.Weight;
import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Part;
import fil.health.Snapshot.Served;
import fil.health.Snapshot.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was served before a change and must be served after it, unless it was taken out on purpose: with its bundle, with
 * its component and the component's class, with the configuration that its component requires, by a bundle that says so, or by
 * going back to an older version of its bundle.
 */
public final class Expectation {
    private final Snapshot before;
    private final Set<String> changed;
    private final Set<String> leaving;
    private final BiPredicate<String, String> hasClass;
    /** Of a start only. */
    private final Optional<BiPredicate<String, String>> isFactory;

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
        this.leaving = Set.copyOf(leaving);
        this.hasClass = hasClass;
        this.isFactory = Optional.ofNullable(isFactory);
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
        components(now).forEach(all::add);
        barren(now).forEach(all::add);
        lost(now).forEach(all::add);
        checks(now).forEach(all::add);
        answers(now).forEach(all::add);
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
                .filter(one -> !now.has(one) && isTakenOut(one, now))
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

    private Stream<Finding> components(Snapshot now) {
        Set<String> wellNow = ids(now.parts(State.SATISFIED));
        Set<String> wellBefore = ids(before.parts(State.SATISFIED));
        Set<String> failedBefore = ids(before.parts(State.FAILED));
        Set<String> waitedBefore = ids(before.parts(State.UNSATISFIED, State.UNCONFIGURED));
        Stream<Finding> failed = now.parts(State.FAILED)
                .filter(part -> !failedBefore.contains(part.id()))
                .map(part -> new Finding(
                        Weight.FAILED, part.bundle(), part.id(), name(part, now) + " failed: " + part.failure()));
        Stream<Finding> waiting = now.parts(State.UNSATISFIED, State.UNCONFIGURED)
                .filter(part -> part.state() != State.UNCONFIGURED || !leaving.contains(part.id()))
                .filter(part -> wellBefore.contains(part.id())
                        ? !wellNow.contains(part.id())
                        : isNewAndNeeded(part, now) && !waitedBefore.contains(part.id()))
                .map(part -> waiting(part, now));
        return Stream.concat(failed, waiting);
    }

    /** One that lacks a service is meant to work. One that lacks a configuration may be meant to lie idle, unless it has to take a place. */
    private boolean isNewAndNeeded(Part part, Snapshot now) {
        boolean isMeant = isFactory
                .map(it -> part.isForClients() && !it.test(part.bundle(), part.name()))
                .orElseGet(() -> takesAPlace(part, now));
        return changed.contains(part.bundle()) && (part.state() == State.UNSATISFIED || isMeant);
    }

    /** Whether something of this kind was there, of a component that is there no more. */
    private boolean takesAPlace(Part part, Snapshot now) {
        Set<String> namesNow = ids(now.parts().stream());
        return before.parts(State.SATISFIED)
                .filter(old -> old.bundle().equals(part.bundle()) && !namesNow.contains(old.id()))
                .anyMatch(old -> old.offers().stream().anyMatch(part.offers()::contains));
    }

    private Finding waiting(Part part, Snapshot now) {
        if (part.state() == State.UNCONFIGURED) {
            return new Finding(
                    Weight.STUCK,
                    part.bundle(),
                    part.id(),
                    name(part, now) + " waits for a configuration that nobody has");
        }
        boolean comes = part.waitsFor().stream().anyMatch(this::cameFromCode);
        return new Finding(
                comes ? Weight.COMING : Weight.STUCK,
                part.bundle(),
                part.id(),
                name(part, now) + " waits for a service that nobody offers: " + String.join(", ", sorted(part)));
    }

    private static List<String> sorted(Part part) {
        return part.waitsFor().stream().sorted().toList();
    }

    /** A service that a bundle's own code registered may come at any time. */
    private boolean cameFromCode(String type) {
        return before.served().stream()
                .anyMatch(it -> it.kind() == Kind.SERVICE
                        && it.component().isEmpty()
                        && it.where().equals(type));
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
                .filter(one -> !now.has(one) && !isTakenOut(one, now))
                .map(one -> new Finding(
                        // whoever reads the components of a bundle may not have come to it yet
                        isForgotten(one, now) ? Weight.STUCK : Weight.COMING,
                        one.bundle(),
                        "lost " + one,
                        isForgotten(one, now)
                                ? now.called(one.bundle()) + " no longer declares the component " + one.component()
                                        + ", of which it has the class still, and with it goes the " + one
                                : "the " + one + server(one) + " is not there any more"));
    }

    private String server(Served one) {
        return one.bundle().isEmpty() ? "" : ", which " + before.called(one.bundle()) + " served,";
    }

    private boolean isTakenOut(Served one, Snapshot now) {
        if (one.bundle().isEmpty()) {
            return before.bundles().keySet().stream()
                    .anyMatch(name -> now.bundle(name).isEmpty());
        }
        Optional<Snapshot.Running> bundle = now.bundle(one.bundle());
        if (bundle.isEmpty()
                || isBack(one.bundle(), now)
                || retires(bundle.get(), one)
                || leaving.contains(one.bundle() + " " + one.component())) {
            return true;
        }
        if (one.kind() == Kind.SERVICE && one.component().isEmpty()) {
            return !bundle.get().offers().contains(one.where());
        }
        return isUndeclared(one, now)
                && !hasClass.test(one.bundle(), code(one))
                && now.parts(State.UNSATISFIED, State.UNCONFIGURED, State.FAILED)
                        .noneMatch(part -> part.bundle().equals(one.bundle()) && takesAPlace(part, now));
    }

    /** A class that is declared under another name is not forgotten: how that component is, is said of it. */
    private boolean isForgotten(Served one, Snapshot now) {
        boolean renamed = now.parts().stream().anyMatch(part -> isOf(part, one.bundle(), code(one)));
        return isUndeclared(one, now) && !renamed && hasClass.test(one.bundle(), code(one));
    }

    private static boolean isOf(Part part, String bundle, String code) {
        return part.bundle().equals(bundle) && part.code().equals(code);
    }

    private static boolean isUndeclared(Served one, Snapshot now) {
        return !one.component().isEmpty()
                && now.parts().stream().noneMatch(part -> part.id().equals(one.bundle() + " " + one.component()));
    }

    private String code(Served one) {
        return before.parts().stream()
                .filter(part -> part.id().equals(one.bundle() + " " + one.component()))
                .map(Part::code)
                .findFirst()
                .orElse("");
    }

    private boolean isBack(String bundle, Snapshot now) {
        return before.bundle(bundle).isPresent()
                && now.bundle(bundle)
                                .orElseThrow()
                                .version()
                                .compareTo(before.bundle(bundle).get().version())
                        < 0;
    }

    private static boolean retires(Snapshot.Running bundle, Served one) {
        return bundle.retires().stream()
                .anyMatch(it -> it.endsWith("*")
                        ? one.where().startsWith(it.substring(0, it.length() - 1))
                        : one.where().equals(it));
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

    private Stream<Finding> answers(Snapshot now) {
        return now.answers().entrySet().stream()
                .filter(it -> before.answers().containsKey(it.getKey()))
                .flatMap(it -> answer(it.getKey(), before.answers().get(it.getKey()), it.getValue()).stream());
    }

    private static Optional<Finding> answer(String path, int then, int now) {
        String subject = "answer " + path;
        if (then == 0 || then >= 500) {
            return Optional.empty();
        }
        if (now == 0 || now == 503) {
            String how = now == 0 ? "is not answered" : "is answered " + now;
            return Optional.of(new Finding(Weight.COMING, "", subject, path + " " + how + " instead of " + then));
        }
        boolean worse = now / 100 > Math.max(3, then / 100);
        boolean unguarded = (then == 401 || then == 403) && now < 400;
        return worse || unguarded
                ? Optional.of(
                        new Finding(Weight.STUCK, "", subject, path + " is answered " + now + " instead of " + then))
                : Optional.empty();
    }

    private static Set<String> ids(Stream<Part> parts) {
        return parts.map(Part::id).collect(Collectors.toSet());
    }

    private static String name(Part part, Snapshot now) {
        return "the component " + part.name() + " of " + now.called(part.bundle());
    }
}
