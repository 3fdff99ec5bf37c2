package fil.launcher;

import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of a takeover: bin/takeover.txt, the table that bin/keeper runs, and run/takeover, where it writes down the state that
 * holds. Here it is read alone, by those who want to know what is so when the keeper has died.
 */
final class TakeoverStates {
    private static final Path TABLE = Path.of("bin", "takeover.txt");
    private static final Path RECORD = Path.of("run", "takeover");

    /** What follows an event in a state. */
    record Transition(String to, List<String> actions) {}

    private final Map<String, Map<String, Transition>> table;

    private TakeoverStates(Map<String, Map<String, Transition>> table) {
        this.table = table;
    }

    static TakeoverStates read() throws IOException {
        return of(SmallFile.text(TABLE, SmallFile.USUAL).lines().toList());
    }

    static TakeoverStates of(List<String> lines) {
        Map<String, Map<String, Transition>> table = new HashMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
            if (words.size() >= 4) {
                table.computeIfAbsent(words.get(0), state -> new HashMap<>())
                        .put(words.get(1), new Transition(words.get(2), words.subList(3, words.size())));
            }
        }
        return new TakeoverStates(table);
    }

    Optional<Transition> after(String state, String event) {
        return Optional.ofNullable(table.getOrDefault(state, Map.of()).get(event));
    }

    /** @return all states and the events that they know */
    Map<String, Map<String, Transition>> all() {
        return table;
    }

    /** @return whether the new process was let in, the keeper having died in the middle */
    boolean isDecided() throws IOException {
        return after(recorded("state").orElse("down"), "keeper-died")
                .filter(it -> it.to().equals("left"))
                .isPresent();
    }

    /** @return what the keeper has written down, state, cache, old and new say */
    static Optional<String> recorded(String key) throws IOException {
        try {
            return SmallFile.text(RECORD, SmallFile.USUAL)
                    .lines()
                    .map(line -> line.split("=", 2))
                    .filter(it -> it.length == 2 && it[0].equals(key))
                    .map(it -> it[1])
                    .findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
