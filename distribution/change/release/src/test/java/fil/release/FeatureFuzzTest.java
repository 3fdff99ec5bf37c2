package fil.release;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.Fuzz;
import fil.kit.TestRelease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A feature from a seed is a release or is refused with a sentence; nothing else ever happens. */
class FeatureFuzzTest {
    private static final String GOOD = TestRelease.feature(
            "1986.b",
            Map.of("one-1.0.0.jar", TestRelease.jar("one", "1.0.0"), "two-2.0.0.jar", TestRelease.jar("two", "2.0.0")));
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "1e999",
            "1e999999999",
            "0.1",
            "99999999999999999999",
            "\"\"",
            "\"..\"",
            "\"../../x\"",
            "[]",
            "{}",
            "[[]]",
            "{\"\":{}}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"a:b:c:d:e:f\"",
            "\"a:b\"",
            "\"1.0.0.0.0\"");

    @Test
    void octetsChangedAtRandom() {
        Random random = new Random(Fuzz.seed());
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < Fuzz.rounds(1_000); round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(5); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(new String(bad, StandardCharsets.UTF_8));
        }
    }

    @Test
    void valuesChangedAtRandom() {
        Random random = new Random(Fuzz.seed() + 1);
        for (int round = 0; round < Fuzz.rounds(1_000); round++) {
            StringBuilder bad = new StringBuilder(GOOD);
            for (int i = random.nextInt(3); i >= 0; i--) {
                int colon = bad.indexOf(":", random.nextInt(bad.length()));
                int end = colon < 0 ? -1 : bad.indexOf(random.nextBoolean() ? "," : "}", colon);
                if (end > 0) {
                    bad.replace(colon + 1, end, ODD.get(random.nextInt(ODD.size())));
                }
            }
            readOrRefuse(bad.toString());
        }
    }

    /** Found by hand or by the seeds above. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\ufeff{}",
                "{\"id\":\"fil:fil:1986.b\",\"bundles\":null}",
                "{\"id\":\"fil:fil:1986.b\",\"bundles\":[null]}",
                "{\"id\":\"fil:fil:1986.b\",\"configurations\":{\"a~b~c\":{\"x\":null}}}",
                "{\"id\":\"fil:fil:1986.b\",\"configurations\":[]}",
                "{\"id\":\"fil:fil:1986.b\",\"variables\":{\"x\":null},\"bundles\":[{\"id\":\"${x}\"}]}",
                "{\"id\":\"fil:fil:/etc\"}",
                "{\"id\":\"fil:fil:.hidden\"}",
            })
    void foundCases(String feature) {
        readOrRefuse(feature);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String deep = "{\"id\":\"fil:fil:1986.b\",\"extensions\":" + "[".repeat(200_000);
        assertThrows(ReleaseException.class, () -> FeatureFile.parse(deep));
        String objects = "{\"a\":".repeat(100_000);
        assertThrows(ReleaseException.class, () -> FeatureFile.parse(objects));
    }

    private static void readOrRefuse(String feature) {
        assertTimeoutPreemptively(Duration.ofSeconds(120), () -> {
            try {
                Release release = FeatureFile.parse(feature);
                assertTrue(release.name().matches("[A-Za-z0-9_][A-Za-z0-9._-]*"), release.name());
                for (ReleaseBundle bundle : release.bundles()) {
                    assertFalse(
                            bundle.fileName().contains("/") || bundle.fileName().contains(".."), bundle::fileName);
                }
            } catch (ReleaseException refused) {
                assertTrue(refused.getMessage().length() < 2_000, refused::getMessage);
            }
        });
    }
}
