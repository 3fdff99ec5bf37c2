package fil.release.service;

import fil.release.Release;
import fil.release.ReleaseStore;
import fil.release.Status;
import fil.release.handler.Answer;
import fil.release.records.HistoryText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is there and what was: the lists that an operator asks for. */
final class Inventory {
    private final ReleaseStore store;
    private final RunningSystem system;

    Inventory(ReleaseStore store, RunningSystem system) {
        this.store = store;
        this.system = system;
    }

    Answer versions(List<String> running) {
        Status status = store.status();
        List<String> lines = new ArrayList<>();
        List<Map<String, Object>> releases = new ArrayList<>();
        for (String name : store.names()) {
            lines.add(String.format("%-16s %s", name, status.of(name)));
            releases.add(Map.of("release", name, "status", status.of(name)));
        }
        List<String> changed = changedByHand(status);
        changed.forEach(change -> lines.add("changed by hand: " + change));
        List<String> notes = System.getProperty("fil.start.notes", "").lines().toList();
        notes.forEach(note -> lines.add("at the start: " + note));
        if (running.isEmpty() && !status.change().isEmpty()) {
            lines.add("the change to " + status.change() + " could not be undone fully; bin/fil restart boots "
                    + status.permanent() + " afresh");
        }
        lines.addAll(running);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("permanent", status.permanent());
        values.put("current", status.current());
        values.put("releases", releases);
        values.put("changedByHand", changed);
        values.put("lacking", lacking(status));
        values.put("atTheStart", notes);
        values.put("running", running);
        values.put("change", status.change());
        return ResultText.done(lines, values);
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

    private List<String> lacking(Status status) {
        return status.change().isEmpty() ? system.lacking(store.release(status.current())) : List.of();
    }

    static Answer history(List<Map<String, Object>> changes, List<String> damage) {
        List<String> lines = Stream.concat(
                        changes.stream().flatMap(change -> HistoryText.lines(change).stream()), damage.stream())
                .toList();
        return ResultText.done(
                lines.isEmpty() ? List.of("No release was changed yet.") : lines,
                Map.of("changes", changes, "damage", damage));
    }
}
