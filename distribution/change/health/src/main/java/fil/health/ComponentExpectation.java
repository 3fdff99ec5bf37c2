package fil.health;

import fil.health.Finding.Weight;
import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Part;
import fil.health.Snapshot.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the components of the bundles that were changed must be: none fails that did not, and none waits that worked, or that is new
 * and is meant to work.
 */
final class ComponentExpectation {
    private final Snapshot before;
    private final Set<String> changed;
    private final Set<String> leaving;
    private final Optional<BiPredicate<String, String>> isFactory;

    /** @param isFactory of a start only: whether a component of a bundle may have no configuration at all */
    ComponentExpectation(
            Snapshot before,
            Set<String> changed,
            Set<String> leaving,
            Optional<BiPredicate<String, String>> isFactory) {
        this.before = before;
        this.changed = changed;
        this.leaving = leaving;
        this.isFactory = isFactory;
    }

    Stream<Finding> findings(Snapshot now) {
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
    boolean takesAPlace(Part part, Snapshot now) {
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

    private static Set<String> ids(Stream<Part> parts) {
        return parts.map(Part::id).collect(Collectors.toSet());
    }

    private static String name(Part part, Snapshot now) {
        return "the component " + part.name() + " of " + now.called(part.bundle());
    }
}
