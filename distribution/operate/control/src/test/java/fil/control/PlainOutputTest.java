package fil.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainOutputTest {
    @ParameterizedTest
    @CsvSource({
        "hello, hello",
        "'^[31;1mh^[0mello', hello",
        "'a^[38;5;208mü€^[m b', 'aü€ b'",
        "'^[2K^[1;1Hx', x",
        "'^(Bx', Bx",
        "'^^[0mx', x",
        "'x^[3', x",
        "'x^', x"
    })
    void whatIsMeantForATerminalIsTakenOut(String given, String left) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PlainOutput plain = new PlainOutput(bytes)) {
            plain.write(given.replace('^', (char) 0x1B).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(left, bytes.toString(StandardCharsets.UTF_8));
    }
}
