package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0-1 | 1", "0-3 | 2,3", "0-2 | 2", "4,6-7,9 | 7,9", "0-1,64-65 | 64,65"})
    void aStartBesideAnotherGetsHalfOfThem(String all, String half) {
        assertEquals(Optional.of(half), Processors.upperHalf(all));
    }

    @Test
    void oneIsNotHalved() {
        assertEquals(Optional.empty(), Processors.upperHalf("0"));
        assertEquals(Optional.empty(), Processors.upperHalf("5"));
    }

    @Test
    void policyIsFoundBehindAnyName() {
        String rest =
                "S 1 2 2 0 -1 64 9 0 0 0 3 1 0 0 20 0 1 0 7 8 9 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 5 0 0 0";
        assertEquals("5", Processors.policy("4711 (a) b (c) " + rest));
    }
}
