package fil.it.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.OneInstallation;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no HTTP is refused, quickly and without a word about what refuses it. */
class MalformedRequestIT extends OneInstallation {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Pattern BETRAYAL = Pattern.compile("(?i)jetty|felix|exception|\\tat |java\\.|caused by");
    private static final List<String> GUARDS =
            List.of("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control");
    private static final Duration PROMPTLY = Duration.ofSeconds(20);

    static Stream<RawCase> cases() {
        return RawCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAnsweredOrClosedAndNeverAnError(RawCase wrong) {
        String answer = assertTimeoutPreemptively(PROMPTLY, () -> send(wrong.octets()));
        assertEquals(1, Math.max(1, statuses(answer).length), () -> "a second request came out of it: " + answer);
        for (int status : statuses(answer)) {
            assertTrue(status < 500 || status == 505, answer);
            assertTrue(!wrong.refused() || status >= 400, answer);
        }
        assertFalse(BETRAYAL.matcher(answer).find(), answer);
        for (String header : GUARDS) {
            assertEquals(statuses(answer).length, answer.split("(?i)\r\n" + header + ": ", -1).length - 1, answer);
        }
    }

    @Test
    void requestsMutatedAtRandomAreNeverAnsweredWithAnError() {
        long seed = Long.getLong("fil.seed", 1986);
        Random random = new Random(seed);
        byte[] good = ("GET /which-color.json?a=b HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nContent-Length: 3\r\n"
                        + "Connection: close\r\n\r\nabc")
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 400; round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            String answer = assertTimeoutPreemptively(PROMPTLY, () -> send(bad), () -> "seed " + seed);
            for (int status : statuses(answer)) {
                assertTrue(status < 500 || status == 505, () -> "seed " + seed + ": " + answer);
            }
        }
    }

    @Test
    void noneOfItIsAnErrorInTheLog() throws IOException {
        for (RawCase wrong : RawCase.all().toList()) {
            send(wrong.octets());
        }
        try (Stream<Path> logs = Files.list(installation.home().resolve("log"))) {
            for (Path log :
                    logs.filter(path -> path.toString().endsWith(".log")).toList()) {
                assertFalse(Files.readString(log).contains("SEVERE"), () -> installation.log());
                assertFalse(Files.readString(log).matches("(?s).*jetty\\.(http|util\\.HostPort).*"), installation::log);
            }
        }
    }

    /** Everything that comes back until the other side closes; it is told that no more is sent. */
    private static String send(byte[] octets) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), installation.port())) {
            socket.setSoTimeout((int) PROMPTLY.toMillis());
            try {
                socket.getOutputStream().write(octets);
                socket.shutdownOutput();
            } catch (SocketException closedAlready) {
                // it need not listen to the end
            }
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                text.append((char) octet);
            }
        } catch (SocketException reset) {
            text.append("(reset)");
        }
        return text.toString();
    }

    private static int[] statuses(String answer) {
        return STATUS.matcher(answer)
                .results()
                .map(MatchResult::group)
                .mapToInt(line -> Integer.parseInt(line.substring(9)))
                .toArray();
    }
}
