package fil.health;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Part;
import fil.health.Snapshot.Served;
import fil.health.Snapshot.State;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Tells what was taken out on purpose: with its bundle, with its component and the component's class, with the configuration that
 * its component requires, by a bundle that says so, or by going back to an older version of its bundle.
 */
final class IntendedRemoval {
    private final Snapshot before;
    private final Set<String> leaving;
    private final BiPredicate<String, String> hasClass;
    private final ComponentExpectation components;

    IntendedRemoval(
            Snapshot before,
            Set<String> leaving,
            BiPredicate<String, String> hasClass,
            ComponentExpectation components) {
        this.before = before;
        this.leaving = leaving;
        this.hasClass = hasClass;
        this.components = components;
    }

    /** Nobody is to miss it. */
    boolean isTakenOut(Served one, Snapshot now) {
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
                        .noneMatch(part -> part.bundle().equals(one.bundle()) && components.takesAPlace(part, now));
    }

    /** A class that is declared under another name is not forgotten: how that component is, is said of it. */
    boolean isForgotten(Served one, Snapshot now) {
        boolean renamed = now.parts().stream().anyMatch(part -> isOf(part, one.bundle(), code(one)));
        return isUndeclared(one, now) && !renamed && hasClass.test(one.bundle(), code(one));
    }

    /**
     * A path of a component that is well, while a whiteboard serves others: the component has registered all that it will, and the
     * whiteboard takes it up in that very call. So it is not on its way.
     */
    boolean isSettled(Served one, Snapshot now) {
        return one.kind() == Kind.PATH
                && !one.component().isEmpty()
                && hasWhiteboard(now)
                && now.parts(State.SATISFIED)
                        .anyMatch(part -> part.id().equals(one.bundle() + " " + one.component())
                                || isOf(part, one.bundle(), code(one)));
    }

    /** A path that a bundle registers by code of its own, while a whiteboard serves others: whether it still will, nobody can see. */
    boolean isOwnCode(Served one, Snapshot now) {
        return one.kind() == Kind.PATH
                && one.component().isEmpty()
                && hasWhiteboard(now)
                && (one.bundle().isEmpty()
                        || now.bundle(one.bundle())
                                .filter(Snapshot.Running::active)
                                .isPresent());
    }

    private static boolean hasWhiteboard(Snapshot now) {
        return now.served().stream().anyMatch(it -> it.kind() == Kind.CONTEXT);
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
}
