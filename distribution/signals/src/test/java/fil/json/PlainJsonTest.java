package fil.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** What is written is read again; what is no JSON is refused. */
class PlainJsonTest {
    record Point(int x, Optional<String> name) {}

    @RepeatedTest(100)
    void whatIsWrittenIsRead(RepetitionInfo repetition) {
        Object value = any(new Random(repetition.getCurrentRepetition()), 4);
        assertEquals(value, PlainJson.read(PlainJson.write(value)));
    }

    private static Object any(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextInt();
            case 2 -> (1L << 40) + random.nextInt();
            case 3 -> random.nextDouble();
            case 4 -> null;
            case 5 ->
                random.ints(random.nextInt(9), 0, 0xd800)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            case 6 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(any(random, depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put("k\"" + random.nextInt(), any(random, depth - 1));
                }
                yield map;
            }
        };
    }

    @Test
    void aRecordIsAnObjectOfItsComponents() {
        assertEquals(
                "[{\"x\":1,\"name\":\"a\"},{\"x\":2,\"name\":null}]",
                new String(
                        PlainJson.write(List.of(new Point(1, Optional.of("a")), new Point(2, Optional.empty()))),
                        StandardCharsets.UTF_8));
        assertThrows(IllegalArgumentException.class, () -> PlainJson.write(List.of(new Object())));
        assertEquals(
                new BigInteger("18446744073709551616"),
                PlainJson.read("18446744073709551616".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "1 2", "{} x", "]", "nul", "'a'"})
    void whatIsNoJsonIsRefused(String text) {
        assertThrows(JacksonException.class, () -> PlainJson.read(text.getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                JacksonException.class, () -> PlainJson.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
    }
}
