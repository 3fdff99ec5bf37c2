package fil.state;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state file from a seed is a state or is said to be damaged; nothing else ever happens. */
class StateFuzzTest {
    private static final Path FILE = Path.of("state/fil.fsm/colour.json");
    private static final byte[] GOOD = StateJson.write(KeptState.now(
            "1986.0.0.a",
            "run",
            86_400_000_000_000L,
            Map.of(
                    "colour",
                    "olive",
                    "left",
                    4000L,
                    "at",
                    Instant.EPOCH,
                    "list",
                    List.of(1L, Map.of("a", true)),
                    "map",
                    Map.of("instant", "x"))));

    @Test
    void octetsChangedAtRandom() {
        Random random = new Random(Long.getLong("fil.fuzz.seed", 1986));
        for (int round = 0; round < Integer.getInteger("fil.fuzz.rounds", 5_000); round++) {
            byte[] bad = GOOD.clone();
            for (int i = random.nextInt(5); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(bad);
        }
    }

    @Test
    void aFileCutAnywhere() {
        for (int length = 0; length < GOOD.length; length++) {
            readOrRefuse(java.util.Arrays.copyOf(GOOD, length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "0",
                "{\"version\":\"1\",\"run\":\"r\",\"at\":\"1986-01-26T00:00:00Z\",\"values\":{\"a\":1e999999999}}",
                "{\"values\":{\"a\":{\"instant\":null}}}",
                "{\"version\":\"1\",\"run\":\"r\",\"at\":\"1986-01-26T00:00:00Z\",\"values\":{\"a\":null}}",
                "{\"version\":\"1\",\"run\":\"r\",\"at\":\"1986-01-26T00:00:00Z\",\"values\":{\"a\":[null]}}",
                "{\"version\":\"1\",\"run\":\"r\",\"at\":\"1986-01-26T00:00:00Z\",\"values\":{\"a\":{\"map\":7}}}",
                "{\"version\":\"1\",\"run\":\"r\",\"at\":\"1986-01-26T00:00:00Z\",\"values\":{\"a\":{\"other\":{}}}}",
                "{\"version\":\"1\",\"run\":null,\"at\":\"1986-01-26T00:00:00Z\",\"values\":{}}",
                "{\"version\":null,\"run\":\"r\",\"at\":\"1986-01-26T00:00:00Z\",\"values\":{}}",
            })
    void foundCases(String text) {
        readOrRefuse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nestingWithoutEnd() {
        readOrRefuse("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        String values = "{\"version\":\"1\",\"run\":\"r\",\"at\":\"1986-01-26T00:00:00Z\",\"values\":";
        readOrRefuse((values + "{\"map\":".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    }

    private static void readOrRefuse(byte[] file) {
        try {
            KeptState state = StateJson.read(file, FILE);
            assertNotNull(state.version());
            assertNotNull(state.run());
            // what came in must be fit to be kept again
            StateJson.write(KeptState.now(state.version(), state.run(), state.lived(), state.values()));
        } catch (IOException damaged) {
            assertTrue(damaged.getMessage().contains("is damaged"), damaged::getMessage);
        }
    }
}
