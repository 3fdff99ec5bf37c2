package fil.release.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * What differs between a set of bundles and the one that is wanted, by symbolic name. The one definition of it: a plan is made
 * of it, a start puts it right, health looks at it.
 *
 * @param missing wanted, and not there
 * @param other there with other code, be it under the same version
 * @param moved there in another place of the start order
 * @param idle there, and does not run as it should
 * @param extra there, and not wanted
 */
public record Difference(
        Set<String> missing, Set<String> other, Set<String> moved, Set<String> idle, Set<String> extra) {
    public Difference {
        missing = sorted(missing);
        other = sorted(other);
        moved = sorted(moved);
        idle = sorted(idle);
        extra = sorted(extra);
    }

    /**
     * @param there what is there, by symbolic name
     * @param wanted what is wanted
     * @return what differs
     */
    public static Difference between(Map<String, Held> there, Map<String, Held> wanted) {
        Set<String> missing = new TreeSet<>(wanted.keySet());
        missing.removeAll(there.keySet());
        Set<String> extra = new TreeSet<>(there.keySet());
        extra.removeAll(wanted.keySet());
        return new Difference(
                missing,
                those(there, wanted, (one, two) -> !one.isSameCode(two)),
                those(there, wanted, (one, two) -> one.startOrder() != two.startOrder()),
                those(there, wanted, (one, two) -> two.runs() && !one.runs()),
                extra);
    }

    /** @return whether nothing that is wanted differs; what is there besides is somebody else's */
    public boolean isNone() {
        return missing.isEmpty() && other.isEmpty() && moved.isEmpty() && idle.isEmpty();
    }

    /** @return of it only what is missing or does not run */
    public Difference lacking() {
        return new Difference(missing, Set.of(), Set.of(), idle, Set.of());
    }

    /**
     * @param release the name of the release that is wanted
     * @param there what is there
     * @param wanted what is wanted
     * @return what differs, a sentence without an end each
     */
    public List<String> words(String release, Map<String, Held> there, Map<String, Held> wanted) {
        Map<String, String> words = new TreeMap<>();
        String has = ", release " + release + " has ";
        idle.forEach(name -> words.put(name, name + " does not run, release " + release + " starts it"));
        moved.forEach(name -> words.put(
                name,
                name + " has start order " + there.get(name).startOrder() + has
                        + wanted.get(name).startOrder()));
        other.forEach(name -> words.put(
                name,
                there.get(name).version().equals(wanted.get(name).version())
                        ? name + " is " + there.get(name).version() + " with other code than in release " + release
                        : name + " is " + there.get(name).version() + has
                                + wanted.get(name).version()));
        missing.forEach(name ->
                words.put(name, name + " is not there" + has + wanted.get(name).version()));
        return new ArrayList<>(words.values());
    }

    private static Set<String> those(
            Map<String, Held> there, Map<String, Held> wanted, BiPredicate<Held, Held> differs) {
        Set<String> names = new TreeSet<>(there.keySet());
        names.removeIf(name -> !wanted.containsKey(name) || !differs.test(there.get(name), wanted.get(name)));
        return names;
    }

    private static Set<String> sorted(Set<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }
}
