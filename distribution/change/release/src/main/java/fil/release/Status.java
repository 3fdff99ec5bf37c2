package fil.release;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which release is which. Exactly one is permanent at every moment.
 *
 * @param permanent started at the next start
 * @param current runs now
 * @param old were permanent or current once
 * @param change the release that a change leads to while it runs, else empty; after a crash it tells that one was interrupted
 */
public record Status(String permanent, String current, Set<String> old, String change) {
    public Status {
        Release.requireName(permanent);
        Release.requireName(current);
        Set<String> rest = new TreeSet<>(old);
        rest.remove(permanent);
        rest.remove(current);
        old = Set.copyOf(rest);
    }

    /**
     * @param name the only release there is
     * @return its status
     */
    public static Status only(String name) {
        return new Status(name, name, Set.of(), "");
    }

    /**
     * @param name the release to come
     * @return the status while the change to it runs
     */
    public Status changing(String name) {
        return new Status(permanent, current, old, name);
    }

    /** @return the status after a change that was undone */
    public Status undone() {
        return new Status(permanent, current, old, "");
    }

    /**
     * @param name the release that runs now
     * @param lasting whether it is started at the next start as well
     * @return the status after the change
     */
    public Status changedTo(String name, boolean lasting) {
        return new Status(lasting ? name : permanent, name, oldWith(current, permanent), "");
    }

    /**
     * @param name the release to start at the next start
     * @return the status after that
     */
    public Status permanent(String name) {
        return new Status(name, current, oldWith(permanent, permanent), change);
    }

    /** @return the status after a start: what is permanent runs, and nothing is under way */
    public Status started() {
        return new Status(permanent, permanent, oldWith(current, current), "");
    }

    /**
     * @param name a release that is no longer there
     * @return the status without it
     */
    public Status without(String name) {
        Set<String> rest = new TreeSet<>(old);
        rest.remove(name);
        return new Status(permanent, current, rest, change);
    }

    /**
     * @param name an unpacked release
     * @return its status in a word or two
     */
    public String of(String name) {
        if (name.equals(permanent)) {
            return name.equals(current) ? "permanent" : "permanent at the next start";
        }
        if (name.equals(current)) {
            return "current";
        }
        return old.contains(name) ? "old" : "unpacked";
    }

    /**
     * @param name an unpacked release
     * @param back whether those count that ran once
     * @return whether it was installed here: it runs, or would at the next start, or it is a way back
     */
    public boolean wasInstalled(String name, boolean back) {
        return name.equals(permanent) || name.equals(current) || back && old.contains(name);
    }

    private Set<String> oldWith(String one, String two) {
        Set<String> all = new TreeSet<>(old);
        all.add(one);
        all.add(two);
        return all;
    }
}
