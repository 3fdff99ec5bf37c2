package fil.it.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Archives;
import fil.it.Installation;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real browser, while what is behind it is replaced. */
class PageIT {
    private static final Map<String, String> NAMES = Map.of(
            "rgb(128, 128, 0)", "olive", "rgb(0, 128, 0)", "green", "rgb(0, 255, 0)", "lime", "rgb(255, 0, 0)", "red");

    private Browser browser;
    private Installation installation;

    @BeforeEach
    void openThePage() {
        browser = Browser.open(1000, 700);
        installation = Installation.of(Archives.A).cycle(Duration.ofSeconds(2)).start();
        browser.go(installation.web().uri("/"));
    }

    @AfterEach
    void close() {
        if (installation != null) {
            installation.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void headerShowsOliveGreenAndLimeInTurnsAndTheConsoleStaysClean() {
        assertEquals(Set.of("olive", "green", "lime"), coloursUntil("lime", "olive", "green"));
        assertEquals("Hello #1", greeting());
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void openPageFollowsAnUpdateToRedAndAReloadGreetsAnew() {
        installation.update("fil.fsm", Archives.B);
        installation.update("fil.templates", Archives.B);
        assertEquals(Set.of("olive", "green", "red"), dropFirst(coloursUntil("red", "olive", "green")));
        browser.reload();
        assertEquals("Hello #2", greeting());
        installation.update("fil.fsm", Archives.A);
        installation.update("fil.templates", Archives.A);
        coloursUntil("lime");
        browser.reload();
        assertEquals("Hello #1", greeting());
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void openPageGoesOnWhenTheWebBundleIsReplacedAndTheConsoleStaysClean() {
        coloursUntil("green");
        for (int i = 0; i < 3; i++) {
            installation
                    .updateFrom("fil.web", installation.jar("fil.web").toUri().toString())
                    .ends(0);
            coloursUntil("lime", "olive", "green");
        }
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void colourOfTheHeaderIsTheColourOfTheEndPoint() {
        await("page and end-point agree")
                .atMost(Duration.ofSeconds(20))
                .until(() -> installation.web().colour().equals(colour()));
    }

    private String greeting() {
        return browser.evaluate("return document.querySelector('#color h3').textContent")
                .asString();
    }

    private String colour() {
        String shown = browser.evaluate("return getComputedStyle(document.getElementById('color')).backgroundColor")
                .asString();
        return NAMES.getOrDefault(shown, shown);
    }

    /** Every named colour that the header shows until all of these were seen; shades of a transition do not count. */
    private Set<String> coloursUntil(String... wanted) {
        Set<String> seen = new LinkedHashSet<>();
        await("the colours " + List.of(wanted))
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    String colour = colour();
                    if (NAMES.containsValue(colour)) {
                        seen.add(colour);
                    }
                    return seen.containsAll(List.of(wanted));
                });
        return seen;
    }

    /** Lime may still be on show in an open page for the moment until it asks again. */
    private static Set<String> dropFirst(Set<String> seen) {
        if ("lime".equals(seen.iterator().next())) {
            seen.remove("lime");
        }
        return seen;
    }
}
