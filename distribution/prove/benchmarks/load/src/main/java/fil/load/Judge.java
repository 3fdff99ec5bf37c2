package fil.load;

import java.util.Map;

/** Says of an answer whether it is legal, and which release of the showcase it shows. Other paths need a 200 only. */
final class Judge {
    private static final Map<String, Verdict> COLOURS = Map.of(
            "{\"color\":\"olive\"}",
            Verdict.LEGAL,
            "{\"color\":\"green\"}",
            Verdict.LEGAL,
            "{\"color\":\"lime\"}",
            Verdict.of("1986.a"),
            "{\"color\":\"red\"}",
            Verdict.of("1986.b"));
    private static final Map<String, Verdict> GREETINGS = Map.of(
            "<h3>Hello #1</h3>", Verdict.of("1986.a"),
            "<h3>Hello #2</h3>", Verdict.of("1986.b"));

    private Judge() {}

    static Verdict judge(String path, Answer answer) {
        if (answer.status() != 200) {
            return Verdict.failed("status " + answer.status());
        }
        return switch (path) {
            case "/which-color.json" -> COLOURS.getOrDefault(answer.text(), Verdict.failed("body"));
            case "/" -> page(answer.text());
            default -> Verdict.LEGAL;
        };
    }

    private static Verdict page(String body) {
        if (!body.stripTrailing().endsWith("</html>")) {
            return Verdict.failed("body");
        }
        return GREETINGS.entrySet().stream()
                .filter(greeting -> body.contains(greeting.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Verdict.failed("body"));
    }
}
