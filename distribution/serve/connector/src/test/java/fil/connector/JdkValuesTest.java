package fil.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JdkValuesTest {

    record Item(int count) implements Serializable {}

    @Test
    void valuesOfTheJdkGoThrough() throws Exception {
        for (Object value : List.of(
                "text", 1, 2L, true, new BigDecimal("1.5"), Instant.EPOCH, List.of(1, "a"), Map.of("a", Set.of(2)))) {
            assertEquals(value, JdkValues.read(JdkValues.written(value).orElseThrow()));
        }
    }

    @Test
    void whatHasAnotherClassAnywhereInItDoesNot() {
        for (Object value : List.of(
                new Item(1),
                List.of(new Item(1)),
                Map.of("a", List.of("b", new Item(2))),
                new Item[0],
                Item.class,
                new Object(),
                List.of(new Object()))) {
            assertTrue(JdkValues.written(value).isEmpty(), value.toString());
        }
    }

    @Test
    void loadersOfWhatIsInItAreSeen() {
        ClassLoader own = getClass().getClassLoader();
        assertEquals(Set.of(own), JdkValues.loaders(new ArrayList<>(List.of("a", new Item(1)))));
        assertEquals(Set.of(own), JdkValues.loaders(new JdkValuesTest()));
        assertEquals(Set.of(), JdkValues.loaders(new Object()));
    }

    @Test
    void classesOfOthersAreNotLoadedFromAFile() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Item(1));
        }
        assertThrows(ClassNotFoundException.class, () -> JdkValues.read(bytes.toByteArray()));
    }
}
