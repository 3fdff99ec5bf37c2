package fil.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import fil.kit.Fuzz;
import fil.kit.TestRelease;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the published schema accepts is a release; the reader takes some values of other types besides, as the library below it does. */
class FeatureSchemaTest {
    private static final String GOOD = TestRelease.feature(
                    "1986.b", Map.of("one-1.0.0.jar", TestRelease.jar("one", "1.0.0")))
            .replaceFirst(
                    "\\}$",
                    ",\"configurations\":{\"a.b~c\":{\"x\":1,\"y\":[\"z\"]}},"
                            + "\"extensions\":{\"behind-clients\":{\"type\":\"text\",\"kind\":\"optional\",\"text\":[\"one\"]}}}");
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1",
            "1000",
            "1001",
            "1.5",
            "\"\"",
            "\"x\"",
            "\"..\"",
            "\"a b\"",
            "\"1.0\"",
            "\"1.0.0.q-1\"",
            "\"1.0.0.0.0\"",
            "\"1.a\"",
            "\"a:b\"",
            "\"a:b:1\"",
            "\"a:b:1.0-x_y\"",
            "\"a:b:..\"",
            "\"a:b:c:d:1\"",
            "\"a:b:-1\"",
            "\"a/b:c:1\"",
            "[]",
            "{}",
            "[1]",
            "{\"x\":{}}",
            "\"" + "0".repeat(64) + "\"",
            "\"" + "A".repeat(64) + "\"");
    private static final Pattern VALUE =
            Pattern.compile("(?<=:)(\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9][0-9.]*|\\[[^\\[\\]{}]*\\]|\\{[^{}]*\\})");

    private final JsonSchema schema = read();

    private static JsonSchema read() {
        try (InputStream in = FeatureFile.class.getResourceAsStream("feature.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(
                            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> bySchema(String feature) {
        return schema.validate(feature, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static String byReader(String feature) {
        try {
            FeatureFile.parse(feature);
            return "";
        } catch (ReleaseException e) {
            return e.getMessage();
        }
    }

    @Test
    void soundReleaseIsAcceptedByBoth() {
        assertEquals("", byReader(GOOD));
        assertEquals(List.of(), bySchema(GOOD));
    }

    @Test
    void whatTheSchemaAcceptsTheReaderAccepts() {
        Random random = new Random(Fuzz.seed());
        List<String> differ = new ArrayList<>();
        int accepted = 0;
        int rounds = Fuzz.rounds(400);
        for (int round = 0; round < rounds; round++) {
            String feature = GOOD;
            for (int i = random.nextInt(2); i >= 0; i--) {
                feature = changed(feature, random);
            }
            String readers = byReader(feature);
            if (bySchema(feature).isEmpty()) {
                accepted++;
                if (!readers.isEmpty()) {
                    differ.add(feature + ": " + readers);
                }
            }
        }
        assertEquals(List.of(), differ);
        assertTrue(accepted > rounds / 20 && accepted < rounds / 2, "accepted " + accepted + " of " + rounds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fil:fil:1986.b | fil:fil:..",
                "fil:fil:1986.b | fil:1986.b",
                "g:one:1.0.0 | g:../one:1.0.0",
                "\"one\", | \"o ne\",",
                "\"1.0.0\" | \"1.0.0.0.0\"",
                "order\":1 | order\":0",
                "order\":1 | order\":1001",
                "a.b~c | a~b~c"
            })
    void whatTheReaderRefusesTheSchemaRefuses(String good, String bad) {
        String feature = GOOD.replace(good, bad);
        assertFalse(feature.equals(GOOD), good);
        assertFalse(byReader(feature).isEmpty(), feature);
        assertFalse(bySchema(feature).isEmpty(), feature);
    }

    /** With another value at some place. */
    private static String changed(String feature, Random random) {
        Matcher value = VALUE.matcher(feature);
        List<int[]> places = new ArrayList<>();
        while (value.find()) {
            places.add(new int[] {value.start(), value.end()});
        }
        int[] place = Fuzz.any(random, places);
        return feature.substring(0, place[0]) + Fuzz.any(random, ODD) + feature.substring(place[1]);
    }
}
