package fil.release.records;

import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.Status;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import fil.signals.SystemName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the release that a downgrade without a name means: the one that the running one came from, up. While nothing runs that is the
 * one that the next start would boot: if it has never run, what ran last is the release before it.
 */
public final class WayBack {
    private final Status status;
    private final TreeMap<String, Release> here;
    private final String left;
    private final List<String> told;

    private WayBack(ReleaseStore store, List<ChangeRecord> changes, Function<Status, String> left) {
        this.status = store.status();
        this.here = store.readable();
        this.left = left.apply(status);
        this.told = Stream.concat(
                        Stream.of(status.current()),
                        changes.stream()
                                .filter(change -> change.outcome() == Outcome.DONE && isLeft(change.to()))
                                .map(ChangeRecord::from))
                .filter(name -> !isLeft(name))
                .toList();
    }

    /** @param changes those of the history, the newest first */
    public static WayBack ofTheOneThatRuns(ReleaseStore store, List<ChangeRecord> changes) {
        return new WayBack(store, changes, Status::current);
    }

    /** @param changes those of the history, the newest first */
    public static WayBack atRest(ReleaseStore store, List<ChangeRecord> changes) {
        return new WayBack(store, changes, Status::permanent);
    }

    /** @throws ReleaseException if there is none; says which there are */
    public String release() {
        Optional<String> found = Stream.concat(
                        told.stream(), status.old().stream().sorted())
                .filter(here::containsKey)
                .filter(name -> !isAbove(here.get(name), here.get(left)))
                .findFirst();
        Optional<String> gone =
                told.stream().filter(name -> !here.containsKey(name)).findFirst();
        if (found.isEmpty() && gone.isPresent()) {
            throw new ReleaseException("the release before, " + gone.get()
                    + ", is no longer here; give the path of its archive: " + SystemName.PROGRAM + " downgrade PATH");
        }
        return found.orElseThrow(() -> new ReleaseException("there is no release to downgrade to"
                + (left.equals(status.permanent())
                        ? ""
                        : ": " + left + " runs and the next start boots " + status.permanent() + ", unless "
                                + SystemName.PROGRAM + " permanent " + left)
                + "; " + SystemName.PROGRAM + " versions lists those that can be named"));
    }

    /** Whether every bundle that differs has a greater version there: who came down from it does not go back to it. */
    private static boolean isAbove(Release other, Release current) {
        List<Integer> compared = other.bundles().stream()
                .map(bundle -> current.bundle(bundle.symbolicName())
                        .map(ReleaseBundle::version)
                        .map(bundle.version()::compareTo)
                        .orElse(0))
                .filter(order -> order != 0)
                .toList();
        return !compared.isEmpty() && compared.stream().allMatch(order -> order > 0);
    }

    private boolean isLeft(String name) {
        return Objects.equals(left, name);
    }
}
