package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BasicPageTest {
    private static final Map<String, Object> STATE = Map.of(
            "release", "<1986.a>",
            "health", List.of(new CheckResults.Check("page", false, "CRITICAL", "$1 & \"more\"")),
            "bundles", List.of(),
            "java", Map.of("version", "17", "vm", "VM", "started", 0L),
            "memory", Map.of("heap", 3L << 20));

    private static String page(String template) {
        return new String(new BasicPage(template).with(STATE), StandardCharsets.UTF_8);
    }

    @Test
    void factsStandInThePageWithoutAnyScript() {
        assertEquals("1 not well, 3 MB, 17, VM", page("{{health}}, {{memory}}, {{java}}"));
    }

    @Test
    void nothingThatIsShownCanBecomeHtml() {
        assertEquals("&lt;1986.a&gt;", page("{{release}}"));
        assertEquals("<li><b>page</b> CRITICAL <span>$1 &amp; &quot;more&quot;</span></li>", page("{{checks}}"));
    }
}
