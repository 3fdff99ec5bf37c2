package fil.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a client sends from a seed is a request or is refused; nothing else ever happens. */
class WireFuzzTest {
    @Test
    void requestsChangedAtRandom() throws IOException {
        byte[] good = request();
        Random random = new Random(Long.getLong("fil.fuzz.seed", 1986));
        for (int round = 0; round < Integer.getInteger("fil.fuzz.rounds", 20_000); round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(bad);
        }
    }

    @Test
    void requestsCutAnywhere() throws IOException {
        byte[] good = request();
        for (int length = 0; length < good.length; length++) {
            readOrRefuse(Arrays.copyOf(good, length));
        }
    }

    @Test
    void anyOctets() throws IOException {
        Random random = new Random(Long.getLong("fil.fuzz.seed", 4));
        for (int round = 0; round < Integer.getInteger("fil.fuzz.rounds", 20_000); round++) {
            byte[] any = new byte[random.nextInt(64)];
            random.nextBytes(any);
            readOrRefuse(any);
        }
    }

    private static byte[] request() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        List<String> arguments = List.of("fil:upgrade", "--json", "1986.b", "\u00e4\ud83d\ude00");
        new Request(Request.Verb.CALL, arguments, new Screen(80, 24), "xterm", true)
                .frame()
                .write(out);
        new Screen(100, 50).frame().write(out);
        return bytes.toByteArray();
    }

    private static void readOrRefuse(byte[] octets) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
        try {
            Optional<Frame> frame = Frame.read(in);
            if (frame.isPresent()) {
                Request request = Request.of(frame.get());
                assertTrue(request.arguments().size() <= 1_000);
                Optional<Frame> next = Frame.read(in);
                if (next.isPresent()) {
                    assertTrue(Screen.of(next.get()).columns() >= 0);
                }
            }
        } catch (WireException | EOFException refused) {
            assertTrue(String.valueOf(refused.getMessage()).length() < 70_000);
        }
    }
}
