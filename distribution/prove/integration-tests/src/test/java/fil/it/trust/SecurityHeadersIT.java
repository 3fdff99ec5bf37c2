package fil.it.trust;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of answer tells a browser what it may do with it. What Jetty itself refuses is in MalformedRequestIT. */
class SecurityHeadersIT {
    private static final Map<String, String> GUARDS =
            Map.of("X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer", "X-Frame-Options", "DENY");
    private static Installation installation;

    @BeforeAll
    static void start() {
        installation = Installation.of(Archives.A).with("FIL_WEB_GRACE", "0").start();
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "GET, /which-color.json, 200",
        "HEAD, /events, 200",
        "GET, /script.js, 200",
        "GET, /style.css, 200",
        "GET, /icon.svg, 200",
        "GET, /health, 200",
        "GET, /health.html, 200",
        "GET, /ready, 200",
        "GET, /metrics, 200",
        "GET, /fil/, 200",
        "GET, /fil/state.json, 200",
        "GET, /fil, 308",
        "GET, /nothing, 404",
        "GET, /fil/nothing, 404",
        "POST, /, 405",
        "DELETE, /events, 405",
        "POST, /metrics, 405",
        "POST, /health, 405",
    })
    void areOnEveryKindOfAnswer(String method, String path, int status) throws IOException {
        assertGuarded(installation.web().ask(method, path), status);
    }

    @Test
    void areOnTheAnswerThatNobodyIsThereToAnswer() throws IOException {
        installation.eval("felix:stop -t fil.fsm").ends(0);
        try {
            await("the end of grace")
                    .atMost(Duration.ofSeconds(20))
                    .until(() ->
                            installation.web().ask("GET", "/which-color.json").statusCode() == 503);
            assertGuarded(installation.web().ask("GET", "/which-color.json"), 503);
        } finally {
            installation
                    .eval("felix:start " + installation.bundle("fil.fsm").group(1))
                    .ends(0);
            await("all is well")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> installation.web().ask("GET", "/ready").statusCode() == 200);
        }
    }

    private static void assertGuarded(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), () -> answer + answer.body());
        GUARDS.forEach((name, value) -> assertEquals(
                List.of(value),
                answer.headers().allValues(name),
                () -> name + " in " + answer.headers().map()));
        List<String> policy = answer.headers().allValues("Content-Security-Policy");
        assertEquals(1, policy.size(), () -> answer.headers().map().toString());
        assertTrue(policy.get(0).contains("default-src 'none'"), policy::toString);
        assertTrue(policy.get(0).contains("frame-ancestors 'none'"), policy::toString);
        assertTrue(answer.headers().firstValue("Server").isEmpty(), "no banner");
    }
}
