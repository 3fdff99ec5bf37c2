package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Walks through everything that five verbs, three deaths and two time-outs, eight of them in all orders and at all moments, can do
 * to a takeover by the table that bin/keeper runs; and finds what is wrong with tables that are.
 */
class TakeoverModelTest {
    private static final Path TABLE = Path.of("../installation/bin/takeover.txt");
    private static final int DEPTH = 8;

    @Test
    void nothingThatHappensBreaksAPromise() throws IOException {
        assertEquals(Optional.empty(), violation(Files.readAllLines(TABLE)));
    }

    @Test
    void everyStateCanBeResolvedAfterADeath() throws IOException {
        TakeoverStates table = TakeoverStates.of(Files.readAllLines(TABLE));
        table.all()
                .keySet()
                .forEach(state -> assertTrue(
                        table.after(state, "keeper-died")
                                .filter(it -> List.of("down", "alone", "left", "returned", "stopping")
                                        .contains(it.to()))
                                .isPresent(),
                        state));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "agreed, enter, entered open-new close-old",
        "agreed, new-died, entered close-old",
        "agreed, keeper-died, left -",
        "prepared, agrees, entered close-old",
        "prepared, stop, returned end-new free-old",
        "prepared, new-died, prepared -",
        "entered, new-died, returned free-old",
        "entered, old-died, left promote",
        "entered, keeper-died, returned -",
        "agreed, stop, stopping end-new",
        "left, gone, left -",
        "returned, claimed, returned run-new",
    })
    void aMutantIsFound(String state, String event, String rest) throws IOException {
        List<String> mutated = new ArrayList<>();
        int changed = 0;
        for (String line : Files.readAllLines(TABLE)) {
            boolean hit = line.matches(state + "\\s+" + event + "\\s.*");
            changed += hit ? 1 : 0;
            mutated.add(hit ? state + " " + event + " " + rest : line);
        }
        assertEquals(1, changed);
        assertNotEquals(Optional.empty(), violation(mutated));
    }

    /** The first one that is found, and the way to it. */
    private static Optional<String> violation(List<String> lines) {
        TakeoverStates table = TakeoverStates.of(lines);
        Map<String, Integer> seen = new HashMap<>();
        Deque<TakeoverWorld> open = new ArrayDeque<>(List.of(new TakeoverWorld(table, DEPTH)));
        while (!open.isEmpty()) {
            TakeoverWorld world = open.pop();
            Optional<String> wrong = world.wrong();
            if (wrong.isPresent()) {
                return Optional.of(wrong.orElseThrow() + ": " + world);
            }
            for (TakeoverWorld next : world.next()) {
                // seen with as many disturbances left to come: all that may follow was seen, too
                if (seen.getOrDefault(next.key(), -1) < next.left()) {
                    seen.put(next.key(), next.left());
                    open.push(next);
                }
            }
        }
        return Optional.empty();
    }
}
