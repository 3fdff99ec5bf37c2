package fil.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void frameIsReadAsItWasWritten() throws IOException {
        Frame read = Frame.read(in(bytes(Frame.text(Frame.Kind.ERR, "größer")))).orElseThrow();
        assertEquals(Frame.Kind.ERR, read.kind());
        assertArrayEquals("größer".getBytes(java.nio.charset.StandardCharsets.UTF_8), read.bytes());
    }

    @Test
    void exitCodeIsReadAsItWasWritten() throws IOException {
        assertEquals(-7, Frame.read(in(bytes(Frame.exit(-7)))).orElseThrow().number());
    }

    @Test
    void endOfTheStreamIsNoFrame() throws IOException {
        assertTrue(Frame.read(in(new byte[0])).isEmpty());
    }

    @Test
    void frameThatIsCutOffIsNotWaitedFor() throws IOException {
        byte[] whole = bytes(Frame.exit(1));
        for (int length = 1; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThrows(EOFException.class, () -> Frame.read(in(part)));
        }
    }

    @Test
    void lengthThatIsNegativeOrTooGreatIsRefusedBeforeMemoryIsTaken() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, Frame.MOST_BYTES + 1, Integer.MAX_VALUE}) {
            byte[] bytes = java.nio.ByteBuffer.allocate(5)
                    .put((byte) 'O')
                    .putInt(length)
                    .array();
            assertThrows(WireException.class, () -> Frame.read(in(bytes)));
        }
    }

    @Test
    void requestIsReadAsItWasWritten() throws IOException {
        Request request = new Request(
                Request.Verb.CALL, List.of("fil:upgrade", "", "a b 'c' $d"), new Screen(80, 24), "xterm", true);
        assertEquals(request, Request.of(request.frame()));
    }

    @Test
    void requestThatIsTooLongIsRefusedByTheClient() {
        Request request = request(Collections.nCopies(3, "x".repeat(30_000)));
        assertThrows(WireException.class, request::frame);
    }

    @Test
    void requestWithBytesAfterItsEndIsRefused() throws IOException {
        byte[] bytes = request(List.of("a")).frame().bytes();
        byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        assertThrows(WireException.class, () -> Request.of(new Frame(Frame.Kind.REQUEST, longer)));
    }

    @Test
    void otherFrameThanARequestIsRefused() {
        assertThrows(WireException.class, () -> Request.of(Frame.exit(0)));
    }

    @Test
    void bytesByChanceAreReadOrRefusedNeverAnythingElse() throws IOException {
        Random random = new Random(1986);
        byte[] good = request(List.of("fil:versions", "--json")).frame().bytes();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            try {
                Request.of(new Frame(Frame.Kind.REQUEST, round % 2 == 0 ? bytes : cut));
            } catch (WireException refused) {
                assertTrue(!refused.getMessage().isBlank());
            }
        }
    }

    private static Request request(List<String> arguments) {
        return new Request(Request.Verb.EVAL, arguments, new Screen(0, 0), "dumb", false);
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(Frame frame) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
