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
}
