package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private final Admission local = new Admission(false);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void whoeverIsOnThisMachineMayLook(String remote) {
        assertEquals(Optional.empty(), local.refusal("GET", remote, Map.of("Host", "127.0.0.1:8004")::get));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.2",
                "10.0.0.1",
                "2001:db8::1",
                "::ffff:192.0.2.2",
                "localhost",
                "",
                "127.0.0.1.evil.example"
            })
    void toOtherMachinesThereIsNothing(String remote) {
        assertEquals(Optional.of(404), local.refusal("GET", remote, header -> null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"})
    void whatAProxyPassesOnIsNotFromHere(String header) {
        assertEquals(Optional.of(404), local.refusal("GET", "127.0.0.1", Map.of(header, "for=127.0.0.1")::get));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8004", "localhost.evil.example", "127.0.0.1.evil.example"})
    void aForeignNameThatLeadsHereIsTurnedAway(String host) {
        assertEquals(Optional.of(404), local.refusal("GET", "127.0.0.1", Map.of("Host", host)::get));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8004", "fil.localhost:1", "[::1]:8004", "127.0.0.1"})
    void namesOfThisMachineAreWelcome(String host) {
        assertEquals(Optional.empty(), local.refusal("HEAD", "::1", Map.of("Host", host)::get));
    }

    @Test
    void nothingCanBeChangedFromHere() {
        assertEquals(Optional.of(405), local.refusal("POST", "127.0.0.1", header -> null));
    }

    @Test
    void othersDoNotLearnWhichMethodsThereAre() {
        assertEquals(Optional.of(404), local.refusal("POST", "192.0.2.2", header -> null));
    }

    @Test
    void othersMayLookIfTheOperatorSaysSo() {
        Admission open = new Admission(true);
        assertEquals(Optional.empty(), open.refusal("GET", "192.0.2.2", Map.of("Via", "proxy")::get));
        assertEquals(Optional.of(405), open.refusal("PUT", "192.0.2.2", header -> null));
    }
}
