package fil.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceivedTest {

    private static final String FIRST = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CHUNKED =
            "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    private static final String SIZED = "POST /c HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n12";

    private final Received received = new Received();

    private void read(String text) {
        add(text, false);
    }

    private void add(String text, boolean body) {
        received.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), body);
    }

    private Optional<String> rest() {
        return received.sinceRequest().map(it -> new String(it, StandardCharsets.ISO_8859_1));
    }

    @Test
    void requestThatCameInPiecesIsKnownWhole() {
        received.next();
        read(FIRST.substring(0, 9));
        received.parsed(9);
        read(FIRST.substring(9));
        received.parsed(FIRST.length() - 9);
        assertEquals(Optional.of(FIRST), rest());
    }

    @Test
    void whatIsParsedNoFurtherThanTheNextRequestGoesWithIt() {
        received.next();
        read(FIRST + CHUNKED + SIZED);
        received.parsed(FIRST.length());
        assertEquals(Optional.of(FIRST + CHUNKED + SIZED), rest());
        received.next();
        received.parsed(CHUNKED.length());
        assertEquals(Optional.of(CHUNKED + SIZED), rest());
        received.next();
        received.parsed(SIZED.length());
        assertEquals(Optional.of(SIZED), rest());
    }

    @Test
    void halfAHeadBehindAnAnswerIsKnownAndCompleted() {
        received.next();
        read(FIRST + SIZED.substring(0, 12));
        received.parsed(FIRST.length());
        received.next();
        received.parsed(12);
        assertEquals(Optional.of(SIZED.substring(0, 12)), rest());
        read(SIZED.substring(12));
        assertEquals(Optional.of(SIZED), rest());
    }

    @Test
    void requestOfWhichTheBodyIsReadCannotBeGivenAway() {
        received.next();
        read(SIZED);
        received.parsed(SIZED.length());
        add("34", true);
        assertEquals(Optional.empty(), rest());
    }

    @Test
    void whatComesBehindABodyThatWasReadIsKnown() {
        received.next();
        read(SIZED);
        received.parsed(SIZED.length());
        add("34" + FIRST, true);
        received.parsed(2);
        assertEquals(Optional.empty(), rest());
        received.next();
        assertEquals(Optional.of(FIRST), rest());
    }

    @Test
    void nothingIsLeftWhenAllWasAnswered() {
        received.next();
        read(FIRST);
        received.parsed(FIRST.length());
        received.next();
        assertEquals(Optional.of(""), rest());
    }

    @Test
    void longBodyIsNotRemembered() {
        received.next();
        read(SIZED);
        received.parsed(SIZED.length());
        for (int i = 0; i < 100; i++) {
            add("x".repeat(8192), true);
            received.parsed(8192);
        }
        add("12" + FIRST, true);
        received.parsed(2);
        received.next();
        assertEquals(Optional.of(FIRST), rest());
    }
}
