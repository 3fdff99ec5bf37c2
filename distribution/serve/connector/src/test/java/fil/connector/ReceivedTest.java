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
        received.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private Optional<String> after(long answered) {
        return received.after(answered).map(it -> new String(it, StandardCharsets.ISO_8859_1));
    }

    @Test
    void requestThatCameInPiecesIsKnownWhole() {
        received.begin(7);
        read(FIRST.substring(0, 9));
        read(FIRST.substring(9));
        assertEquals(Optional.of(FIRST), after(7));
    }

    @Test
    void whatWasAnsweredIsLeftOut() {
        received.begin(7);
        read(FIRST + CHUNKED + SIZED);
        assertEquals(Optional.of(CHUNKED + SIZED), after(8));
        assertEquals(Optional.of(SIZED), after(9));
    }

    @Test
    void requestThatIsNotThereIsNotMadeUp() {
        received.begin(7);
        read(FIRST);
        assertEquals(Optional.empty(), after(6));
        assertEquals(Optional.empty(), after(9));
    }

    @Test
    void formerRequestsAreForgotten() {
        received.begin(7);
        read(FIRST);
        received.begin(8);
        read(SIZED);
        assertEquals(Optional.of(SIZED), after(8));
    }

    @Test
    void longBodyIsForgottenUntilTheNextRequest() {
        received.begin(7);
        read(FIRST);
        read("x".repeat(70_000));
        read(FIRST);
        assertEquals(Optional.empty(), after(7));
        received.begin(8);
        read(FIRST);
        assertEquals(Optional.of(FIRST), after(8));
    }

    @Test
    void onlyAHeadThatIsNotCompleteIsOfNoRequest() {
        received.begin(7);
        read(FIRST.substring(0, 9));
        assertEquals(9, received.beforeAnyRequest(7).orElseThrow().length);
        assertEquals(Optional.empty(), received.beforeAnyRequest(8));
    }
}
