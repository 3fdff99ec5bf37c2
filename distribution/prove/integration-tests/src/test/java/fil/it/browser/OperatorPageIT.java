package fil.it.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.ReleaseDraft;
import fil.load.Load;
import fil.load.LoadPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The operator's page in a real browser, with a load and an upgrade under way. Leaves screenshots in the build output. */
class OperatorPageIT {
    private Browser browser;
    private Installation installation;
    private Load load;

    @BeforeEach
    void openThePage() {
        browser = Browser.open(1200, 1000);
        installation =
                Installation.of(Archives.A).with("FIL_RELEASE_DEADLINE", "5000").start();
        load = Load.start(LoadPlan.of(installation.web().uri("")).atRate(100));
        browser.go(installation.web().uri("/fil/"));
        await("figures").atMost(Duration.ofSeconds(20)).until(() -> !text("rate")
                .matches("[–0]"));
    }

    @AfterEach
    void close() {
        if (load != null) {
            load.close();
        }
        if (installation != null) {
            installation.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private String text(String id) {
        return browser.evaluate("return document.getElementById(arguments[0]).textContent", id)
                .asString();
    }

    private int count(String selector) {
        return browser.evaluate("return document.querySelectorAll(arguments[0]).length", selector)
                .asInt();
    }

    @Test
    void itShowsWhatRunsAndFollowsAnUpgradeStepByStep() throws IOException {
        assertEquals("1986.a", text("release"));
        assertEquals("all well", text("well"));
        assertTrue(count("#bundle-rows tr") >= 10);
        await("the plot").atMost(Duration.ofSeconds(20)).until(() -> count("#live .max") > 3);
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        await("the steps").atMost(Duration.ofSeconds(10)).until(() -> count("#running-steps li") > 5);
        browser.screenshot(Looks.picture("operator-upgrade.png"));
        await("the new release").atMost(Duration.ofSeconds(10)).until(() -> text("release")
                .equals("1986.b"));
        await("the change").atMost(Duration.ofSeconds(10)).until(() -> count(".change") == 1);
        assertTrue(text("release-list").contains("1986.b"));
        await("the latency around it").atMost(Duration.ofSeconds(20)).until(() -> count(".change .chart .max") > 3);
        assertTrue(count(".change .steps li") > 5);
        assertEquals(List.of(), browser.errors());
        pictures();
    }

    @Test
    void upgradeThatFailsShowsTheStepUnderWayThenTheReason() throws Exception {
        String name = "1986.c-whose-name-is-longer-than-the-screen-of-any-phone-is-wide";
        Process upgrade = installation.begin(
                installation.home(),
                List.of(
                        "bin/fil",
                        "upgrade",
                        ReleaseDraft.of(Archives.B, name, installation.beside())
                                .neverWell()
                                .pack()
                                .toString()),
                installation.beside().resolve("upgrade.txt"));
        try {
            await("the step under way").atMost(Duration.ofSeconds(60)).until(() -> browser.evaluate(
                            "return [...document.querySelectorAll('#running-steps .running')].map(step => step.textContent).join()")
                    .asString()
                    .matches("health before the cut-over.*s …"));
            browser.screenshot(Looks.picture("operator-during.png"));
            await("its outcome").atMost(Duration.ofSeconds(60)).until(() -> text("running-title")
                    .endsWith(name + " undone"));
        } finally {
            upgrade.destroy();
            upgrade.waitFor();
        }
        await("the reason").atMost(Duration.ofSeconds(30)).until(() -> count(".change.troubled .reason") == 1);
        assertEquals("1986.a", text("release"));
        assertEquals(1, count(".change details[open]"));
        assertEquals(List.of(), browser.errors());
        dressed("light", 1200, 1000, "operator-failed.png");
        dressed("dark", 390, 844, "operator-failed-phone.png");
    }

    /** Nothing that axe-core finds, nothing wider than the screen, in any of the dresses of the page. */
    private void pictures() throws IOException {
        dressed("light", 1200, 1000, "operator-light.png");
        dressed("dark", 1200, 1000, "operator-dark.png");
        dressed("light", 390, 844, "operator-phone.png");
        dressed("dark", 390, 844, "operator-phone-dark.png");
    }

    private void dressed(String scheme, int width, int height, String picture) throws IOException {
        browser.dress(scheme, width, height);
        await("the plot in the new size").atMost(Duration.ofSeconds(10)).until(() -> browser.evaluate(
                        "const live = document.getElementById('live');"
                                + "return live.getAttribute('viewBox') === `0 0 ${live.clientWidth} ${live.clientHeight}`")
                .asBoolean());
        Looks.good(browser, picture);
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        JsonNode elsewhere = browser.evaluate("return performance.getEntriesByType('resource').map(entry => entry.name)"
                + ".filter(name => !name.startsWith(location.origin + '/fil/'))");
        assertEquals(0, elsewhere.size(), elsewhere::toString);
    }

    @Test
    void itWorksFromTheKeyboard() {
        browser.press("\uE004");
        assertEquals("Skip to what runs", focused());
        browser.evaluate("document.getElementById('moment').focus()");
        for (int i = 0; i < 5; i++) {
            browser.press("\uE012");
        }
        assertTrue(text("readout").matches("[0-9:]{8}: .*"), () -> text("readout"));
        browser.evaluate("document.getElementById('all-bundles').focus()");
        int before = count("#bundle-rows tr");
        browser.press("\uE007");
        await("all bundles").atMost(Duration.ofSeconds(5)).until(() -> count("#bundle-rows tr") > before);
    }

    private String focused() {
        return browser.evaluate("return document.activeElement.textContent").asString();
    }

    @Test
    void itSaysWhenNobodyAnswersAndGoesOnByItself() {
        browser.network(true, 0, -1);
        await("the notice").atMost(Duration.ofSeconds(20)).until(() -> text("notice")
                .startsWith("No answer since"));
        browser.network(false, 0, -1);
        await("no notice").atMost(Duration.ofSeconds(20)).until(() -> text("notice")
                .isEmpty());
    }

    @Test
    void factsAreThereWithoutAScript() {
        browser.devtools("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        browser.go(installation.web().uri("/fil/"));
        browser.devtools("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        assertEquals("1986.a", text("release"));
        assertTrue(count("#bundle-rows tr") > 10);
        assertTrue(count("#checks li") > 0);
    }
}
