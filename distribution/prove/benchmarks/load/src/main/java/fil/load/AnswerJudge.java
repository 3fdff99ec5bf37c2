package fil.load;

import java.util.Map;

/** Says of an answer whether it is legal, and which release of the showcase it shows. Other paths need a 200 only. */
final class AnswerJudge {
    private static final Map<String, AnswerVerdict> COLOURS = Map.of(
            "{\"color\":\"olive\"}",
            AnswerVerdict.LEGAL,
            "{\"color\":\"green\"}",
            AnswerVerdict.LEGAL,
            "{\"color\":\"lime\"}",
            AnswerVerdict.of("1986.a"),
            "{\"color\":\"red\"}",
            AnswerVerdict.of("1986.b"));
    private static final Map<String, AnswerVerdict> GREETINGS = Map.of(
            "<h3>Hello #1</h3>", AnswerVerdict.of("1986.a"),
            "<h3>Hello #2</h3>", AnswerVerdict.of("1986.b"));

    private AnswerJudge() {}

    static AnswerVerdict judge(String path, HttpResponse answer) {
        if (answer.status() != 200) {
            return AnswerVerdict.failed("status " + answer.status());
        }
        return switch (path) {
            case "/which-color.json" -> COLOURS.getOrDefault(answer.text(), AnswerVerdict.failed("body"));
            case "/" -> page(answer.text());
            default -> AnswerVerdict.LEGAL;
        };
    }

    private static AnswerVerdict page(String body) {
        if (!body.stripTrailing().endsWith("</html>")) {
            return AnswerVerdict.failed("body");
        }
        return GREETINGS.entrySet().stream()
                .filter(greeting -> body.contains(greeting.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(AnswerVerdict.failed("body"));
    }
}
