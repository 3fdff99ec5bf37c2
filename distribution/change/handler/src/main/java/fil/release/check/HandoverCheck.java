package fil.release.check;

import fil.release.Problem;
import fil.release.plan.Appup;
import fil.release.plan.Assembly;
import fil.release.plan.BundlePlacement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the stateful bundles whose new version does not say that it takes over from the one that runs. */
public final class HandoverCheck {
    private final Assembly before;
    private final Assembly after;
    private final Supplier<List<Assembly>> others;

    /**
     * @param before what runs
     * @param after what shall run
     * @param others other releases at hand, one of which may be a way round; asked only if one is needed
     */
    public HandoverCheck(Assembly before, Assembly after, Supplier<List<Assembly>> others) {
        this.before = before;
        this.after = after;
        this.others = others;
    }

    /**
     * @param given symbolic names of the bundles whose state the operator gives up
     * @return a problem for each bundle whose state would be lost
     */
    public List<Problem> problems(Set<String> given) {
        return before.parts().values().stream()
                .filter(part -> !given.contains(part.name()))
                .flatMap(part -> after.part(part.name()).stream()
                        .filter(next -> !takesOver(part, next))
                        .<Problem>map(next -> new Problem.StateLost(
                                part.name(),
                                part.version().toString(),
                                next.version().toString(),
                                way())))
                .toList();
    }

    /**
     * @param one a version of a bundle
     * @param next another version of it
     * @return whether no declared state is lost on the way
     */
    static boolean takesOver(BundlePlacement one, BundlePlacement next) {
        if (one.version().equals(next.version())) {
            return true;
        }
        Map<String, Appup> fresh = next.facts().appups();
        return one.facts().appups().values().stream()
                .allMatch(appup -> fresh.containsKey(appup.name())
                        && (fresh.get(appup.name()).takesOverFrom(one.version()) || appup.givesTo(next.version())));
    }

    private String way() {
        Optional<Assembly> between = others.get().stream()
                .filter(other -> !other.release().equals(before.release())
                        && !other.release().equals(after.release()))
                .filter(other -> whole(before, other) && whole(other, after))
                .findFirst();
        return between.map(other -> "go by way of " + other.release() + ", which does")
                .orElse("");
    }

    /** Whether no state is lost on the way, also not that of a bundle which is not there meanwhile. */
    private boolean whole(Assembly one, Assembly next) {
        return one.parts().values().stream().allMatch(part -> next.part(part.name())
                .map(other -> takesOver(part, other))
                .orElseGet(() -> after.part(part.name()).isEmpty()
                        || part.facts().appups().isEmpty()));
    }
}
