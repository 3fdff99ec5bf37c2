package fil.it.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An open page, never loaded anew: it follows over its stream, by asking where that is cut off, and takes over what is replaced. */
class LivePageIT {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <title>fil</title>
              <link rel="icon" href="/icon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="/style.css">
              <script type="module" src="/script.js"></script>
            </head>
            <body th:data-ask-every="${askEvery}">
              <header><div id='color'><h3>Hello #%s</h3></div></header>
              <main>%s
                <p>It shows <strong id="name" data-live>no colour yet</strong>.</p>
                <p><label>Note <input></label></p>
                <details><summary>More</summary><p>%s</p></details>
                <p><button type="button" id="pause" aria-pressed="false" data-live>Pause</button></p>
                <p id="connection" role="status" data-live></p>
              </main>
            </body>
            </html>
            """;

    private Browser browser;
    private Installation installation;
    private Cable cable;

    @BeforeEach
    void openThePage() throws IOException {
        browser = Browser.open(1000, 700);
        installation = Installation.of(Archives.A).cycle(Duration.ofSeconds(2)).start();
        cable = new Cable(installation.port());
        open();
    }

    private void open() {
        browser.go(cable.uri("/"));
        browser.evaluate("window.loaded = 'once'");
    }

    @AfterEach
    void close() throws IOException {
        if (cable != null) {
            cable.close();
        }
        if (installation != null) {
            installation.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private String js(String expression) {
        return browser.evaluate("return String(" + expression + ")").asString();
    }

    private String colour() {
        return js("document.getElementById('name').textContent");
    }

    private void greets(String greeting) {
        await(greeting).atMost(Duration.ofSeconds(60)).until(() -> js("document.querySelector('#color h3').textContent")
                .equals(greeting));
        assertEquals("once", js("window.loaded"));
    }

    private void showsAll(String... colours) {
        Set<String> seen = new TreeSet<>();
        await("the colours " + List.of(colours) + " in the page that was loaded once")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    seen.add(colour());
                    return seen.containsAll(List.of(colours))
                            && js("window.loaded").equals("once");
                });
    }

    /** When the page asked for the colour, in milliseconds. */
    private List<Double> questions() {
        return browser.evaluate("return performance.getEntriesByType('resource')"
                        + ".filter(entry => entry.name.endsWith('/which-color.json')).map(entry => entry.startTime)")
                .valueStream()
                .map(JsonNode::asDouble)
                .toList();
    }

    private void awaitQuestions(int more) {
        int before = questions().size();
        await(more + " questions more")
                .atMost(Duration.ofSeconds(60))
                .until(() -> questions().size() >= before + more);
    }

    private void awaitStream() {
        await("three colours without a question").atMost(Duration.ofSeconds(90)).until(() -> {
            int before = questions().size();
            showsAll("olive", "green", "lime");
            return questions().size() == before;
        });
    }

    @Test
    void coloursComeOverTheStreamAndNobodyAsks() {
        awaitStream();
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void whereTheStreamIsCutOffThePageAsksUntilItIsBack() {
        browser.devtools("Network.enable", Map.of());
        browser.devtools("Network.setBlockedURLs", Map.of("urls", List.of("*/events")));
        cable.cut();
        awaitQuestions(4);
        showsAll("olive", "green", "lime");
        List<Double> asked = questions();
        for (int i = 1; i < asked.size(); i++) {
            double pause = asked.get(i) - asked.get(i - 1);
            assertTrue(pause >= 1_190, () -> "asked again too soon: " + asked);
        }
        installation.update("fil.templates", Archives.B);
        greets("Hello #2");
        browser.devtools("Network.setBlockedURLs", Map.of("urls", List.of()));
        awaitStream();
    }

    @Test
    void streamThatDiesInSilenceIsNoticed() {
        awaitStream();
        cable.die();
        awaitQuestions(1);
        showsAll("olive", "green", "lime");
        awaitStream();
    }

    @Test
    void pageFollowsOnASlowNetwork() {
        browser.network(false, 400, 20_000);
        open();
        showsAll("olive", "green", "lime");
        installation.update("fil.templates", Archives.B);
        greets("Hello #2");
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void newPageIsTakenOverAndTheUserLosesNothing() {
        templates("1986.0.0.c", PAGE.formatted("3", "<h1>One</h1>", "Old news. ".repeat(400)));
        greets("Hello #3");
        browser.dress("light", 1000, 350);
        browser.evaluate("document.querySelector('input').focus(); document.querySelector('details').open = true;");
        "abcdef".chars().forEach(letter -> browser.press(Character.toString(letter)));
        browser.evaluate("document.querySelector('input').setSelectionRange(1, 4);"
                + "document.querySelector('details').scrollIntoView(); window.trouble = [];"
                + "const header = document.getElementById('color');"
                + "new MutationObserver(changes => {"
                + "  if (!header.isConnected || !header.style.backgroundColor) trouble.push('the header was lost');"
                + "  if (document.getElementById('name').textContent.startsWith('no')) trouble.push('the name was lost');"
                + "}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});");
        double place = place("details");
        templates("1986.0.0.d", PAGE.formatted("4", "<p>One more</p><h1>Two</h1>", "Good news. ".repeat(400)));
        greets("Hello #4");
        assertEquals("abcdef", js("document.activeElement.value"));
        assertEquals("1-4", js("document.activeElement.selectionStart + '-' + document.activeElement.selectionEnd"));
        assertEquals("true", js("document.querySelector('details').open"));
        assertEquals("Good", js("document.querySelector('details p').textContent.slice(0, 4)"));
        assertEquals(place, place("details"), 1, "pixels from the top");
        showsAll("olive", "green", "lime");
        assertEquals("", js("window.trouble"));
        browser.reload();
        assertEquals("Hello #4", js("document.querySelector('#color h3').textContent"));
        assertEquals(List.of(), browser.errors());
    }

    private double place(String selector) {
        return Double.parseDouble(js("document.querySelector('" + selector + "').getBoundingClientRect().top"));
    }

    private void templates(String version, String page) {
        Path jar = Bundles.copy(
                installation.home().resolve("repository/fil-templates-1986.b.jar"),
                installation.beside().resolve(version + ".jar"),
                Map.of("Bundle-Version", version),
                Map.of("page.html", page));
        installation.updateFrom("fil.templates", jar.toUri().toString()).ends(0);
    }

    @Test
    void newStyleAndNewScriptAreTakenOverToo() throws IOException {
        showsAll("olive");
        String style = installation.web().ask("GET", "/style.css").body();
        String script = installation.web().ask("GET", "/script.js").body();
        for (String version : List.of("1.0.1", "1.0.2")) {
            Path jar = Bundles.copy(
                    installation.home().resolve("bundle/fil-web-1.0.0.jar"),
                    installation.beside().resolve(version + ".jar"),
                    Map.of("Bundle-Version", version),
                    Map.of(
                            "fil/web/style.css", style + "h3 { letter-spacing: " + version.charAt(4) + "px; }",
                            "fil/web/script.js", script + "window.script = '" + version + "';"));
            installation.updateFrom("fil.web", jar.toUri().toString()).ends(0);
            await("the new script").atMost(Duration.ofSeconds(30)).until(() -> js("window.script")
                    .equals(version));
            await("the new style")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> js("getComputedStyle(document.querySelector('h3')).letterSpacing")
                            .equals(version.charAt(4) + "px"));
        }
        assertEquals("1", js("document.querySelectorAll('link[rel=stylesheet]').length"));
        awaitStream();
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void pageGoesOnThroughEveryKindOfUpdate() {
        installation.update("fil.fsm", Archives.B);
        showsAll("red");
        installation.update("fil.templates", Archives.B);
        greets("Hello #2");
        again("fil.web");
        showsAll("olive", "green", "red");
        again("fil.api");
        installation
                .eval("felix:refresh " + installation.bundle("fil.api").group(1))
                .ends(0);
        showsAll("olive", "green", "red");
        installation.fil("upgrade", Archives.of(Archives.B).toString());
        showsAll("olive", "green", "red");
        installation.fil("downgrade").ends(0);
        greets("Hello #1");
        showsAll("olive", "green", "lime");
        assertEquals(List.of(), browser.errors());
    }

    /** Updates a bundle with the very same jar. */
    private void again(String symbolicName) {
        installation
                .updateFrom(symbolicName, installation.jar(symbolicName).toUri().toString())
                .ends(0);
    }

    @Test
    void pauseWorksFromTheKeyboardAndNothingMoves() {
        showsAll("green");
        browser.press("\uE004");
        assertEquals("pause", js("document.activeElement.id"));
        browser.press(" ");
        String paused = colour();
        awaitOther(paused);
        assertEquals(paused, colour());
        assertEquals("0", js("document.getAnimations().length"));
        browser.press(" ");
        assertTrue(!colour().equals(paused), "the latest colour is shown at once");
        showsAll("olive", "green", "lime");
    }

    private void awaitOther(String colour) {
        await("another colour")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !installation.web().colour().equals(colour));
    }

    @Test
    void itLooksGoodInLightAndDarkAndOnAPhone() throws IOException {
        showsAll("olive");
        look("light", 1200, 800, "page-light.png");
        look("dark", 1200, 800, "page-dark.png");
        look("light", 390, 844, "page-phone.png");
        look("dark", 390, 844, "page-phone-dark.png");
    }

    private void look(String scheme, int width, int height, String picture) throws IOException {
        browser.dress(scheme, width, height);
        showsAll("green");
        Looks.good(browser, picture);
    }
}
