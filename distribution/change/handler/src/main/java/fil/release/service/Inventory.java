package fil.release.service;

import fil.release.Release;
import fil.release.ReleaseStore;
import fil.release.Status;
import fil.release.handler.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is there: the releases, which is which, and what runs that is not of them. */
final class Inventory {
    private final ReleaseStore store;
    private final RunningSystem system;

    Inventory(ReleaseStore store, RunningSystem system) {
        this.store = store;
        this.system = system;
    }

    Answer versions(Optional<Answer.UnderWay> running) {
        Status status = store.status();
        return new Answer.Versions(
                status.permanent(),
                status.current(),
                store.names().stream()
                        .map(name -> new Answer.Known(name, status.of(name)))
                        .toList(),
                changedByHand(status),
                lacking(status),
                System.getProperty("fil.start.notes", "").lines().toList(),
                running,
                status.change());
    }

    private List<String> lacking(Status status) {
        return status.change().isEmpty() ? system.lacking(store.release(status.current())) : List.of();
    }

    private List<String> changedByHand(Status status) {
        // in the middle of a change what runs is neither the one nor the other
        if (!status.change().isEmpty()) {
            return List.of();
        }
        Release current = store.release(status.current());
        List<String> changed = new ArrayList<>(system.differing(current));
        changed.addAll(system.added(current));
        return changed;
    }
}
