package fil.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    @TempDir
    Path temp;

    private StateFolder folder;

    @BeforeEach
    void folder() {
        folder = new StateFolder(temp.resolve("fil.test"));
    }

    private static KeptState state(Map<String, ?> values) {
        return KeptState.now("1.0.0", "this run", 7_000_000_000L, values);
    }

    @Test
    void givesBackWhatWasKeptKindByKind() {
        Map<String, Object> values = Map.of(
                "text",
                "olive",
                "number",
                7L,
                "fraction",
                0.5,
                "yes",
                true,
                "when",
                Instant.parse("1986-01-26T12:00:00.123456789Z"),
                "list",
                List.of(1L, "two", Map.of("three", 3L)),
                "map",
                Map.of("instant", "just a key"));
        KeptState kept = state(values);
        folder.write("colour", kept);
        assertEquals(kept, folder.read("colour").orElseThrow());
    }

    @Test
    void hasNothingBeforeSomethingWasKept() {
        assertTrue(folder.read("colour").isEmpty());
    }

    @Test
    void aValueOfAClassOfTheBundleIsRefusedByItsNameAndTheOldStateStays() {
        folder.write("colour", state(Map.of("a", "b")));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> folder.write("colour", state(Map.of("deep", Map.of("thread", Thread.currentThread())))));
        assertTrue(refusal.getMessage().contains("deep.thread"), refusal.getMessage());
        assertEquals(Map.of("a", "b"), folder.read("colour").orElseThrow().values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../colour", "a/b", ".hidden", "a b", "ü"})
    void namesThatCouldLeaveTheFolderAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> folder.write(name, state(Map.of())));
        assertFalse(Files.exists(temp.resolve("fil.test")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"version\":1}", "null", "{\"at\":\"yesterday\",\"values\":{}}"})
    void aDamagedFileIsNamedAndNotGuessedAt(String content) throws IOException {
        folder.write("colour", state(Map.of()));
        Files.writeString(temp.resolve("fil.test/colour.json"), content);
        UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> folder.read("colour"));
        assertTrue(
                failure.getCause().getMessage().contains("colour.json"),
                failure.getCause().getMessage());
    }

    @Test
    void theNextStateHasItsRoomAlready() throws IOException {
        for (int length : List.of(3, 9_000, 1)) {
            folder.write("colour", state(Map.of("a", "x".repeat(length))));
            Path file = temp.resolve("fil.test/colour.json");
            assertEquals(Files.size(file), Files.size(temp.resolve("fil.test/colour.json.new")));
            assertEquals(
                    "x".repeat(length),
                    folder.read("colour").orElseThrow().values().get("a"));
        }
        try (var files = Files.list(temp.resolve("fil.test"))) {
            assertEquals(2, files.count());
        }
    }
}
