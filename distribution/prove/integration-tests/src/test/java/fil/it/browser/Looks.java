package fil.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How a page looks: a picture in the build output, and what axe-core says of it. */
final class Looks {
    private static final Path PICTURES =
            Path.of(System.getProperty("fil.work", "target/it")).resolve("screenshots");

    private Looks() {}

    static Path picture(String name) {
        return PICTURES.resolve(name);
    }

    /** Keeps a picture; fails if anything is wider than the screen, or if axe-core finds anything. */
    static void good(Browser browser, String picture) throws IOException {
        int over = browser.evaluate("return document.documentElement.scrollWidth - innerWidth")
                .asInt();
        assertTrue(over <= 0, () -> picture + ": wider than the screen by " + over);
        browser.screenshot(picture(picture));
        assertEquals(List.of(), violations(browser), picture);
    }

    private static List<String> violations(Browser browser) throws IOException {
        try (InputStream in = Looks.class.getResourceAsStream("/axe.min.js")) {
            browser.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\nwindow.axe = axe;");
        }
        JsonNode found = browser.evaluateLater("const done = arguments[arguments.length - 1];"
                + "axe.run().then(result => done(result.violations.map("
                + "v => `${v.id}: ${v.help}: ${v.nodes.map(node => node.html).join(' ')}`)));");
        return found.valueStream().map(JsonNode::asString).toList();
    }
}
