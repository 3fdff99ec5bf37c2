package fil.release.service;

import fil.release.JsonText;
import fil.release.Problem;
import fil.release.execute.Outcome;
import fil.release.execute.Result;
import fil.release.handler.Answer;
import fil.release.handler.ChangeEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one place that turns how something ended into words, JSON and an exit code. */
final class ResultText {
    private ResultText() {}

    static Answer done(List<String> lines, Map<String, ?> values) {
        return answer(Outcome.DONE, lines, values);
    }

    static Answer failed(Outcome outcome, String sentence) {
        return answer(outcome, List.of(sentence), Map.of("problems", List.of(sentence)));
    }

    static Answer refused(String what, List<Problem> problems) {
        List<String> sentences = problems.stream().map(Problem::sentence).toList();
        List<String> lines = new ArrayList<>();
        lines.add(what + " is refused: " + problems.size() + (problems.size() == 1 ? " problem" : " problems")
                + ". Nothing was changed.");
        sentences.forEach(sentence -> lines.add("  - " + sentence));
        return answer(Outcome.REFUSED, lines, Map.of("problems", sentences));
    }

    /** @param differing what a start would make otherwise; nothing should be left of it */
    static Answer executed(String from, String to, Result result, List<String> differing, Map<String, Object> values) {
        List<String> lines = new ArrayList<>();
        switch (result.outcome()) {
            case DONE ->
                lines.add(to + " runs; clients saw it after " + result.cutOver().toMillis()
                        + " ms, something was stopped for " + result.stopped().toMillis() + " ms.");
            case UNDONE ->
                lines.add(to + " failed and was undone, " + from + " runs as before: " + result.failure()
                        + advice(result.failure()) + ".");
            default -> {
                lines.add(to + " failed and could not be undone fully: " + result.failure() + ".");
                result.left().forEach(left -> lines.add("  left: " + left));
                lines.add("bin/fil restart boots the permanent release afresh"
                        + result.left().stream()
                                .map(ResultText::advice)
                                .filter(words -> !words.isEmpty())
                                .findFirst()
                                .map(words -> words + ", first")
                                .orElse("")
                        + ".");
            }
        }
        differing.forEach(it -> lines.add("  differs from what a start would give: " + it + "; bin/fil restart"));
        return answer(result.outcome(), lines, values);
    }

    private static String advice(String failure) {
        return failure.endsWith("No space left on device") ? "; make room on the disk, or remove an old release" : "";
    }

    /** How an execution went, as plain values for JSON. */
    static Map<String, Object> values(Result result) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("outcome", name(result.outcome()));
        values.put("failure", result.failure());
        values.put("left", result.left());
        values.put("cutOverMs", result.cutOver().toMillis());
        values.put("stoppedMs", result.stopped().toMillis());
        values.put("steps", result.steps().stream().map(ResultText::values).toList());
        return values;
    }

    private static Map<String, Object> values(ChangeEvent event) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (event instanceof ChangeEvent.Took it) {
            values.put("step", it.action().verb() + " " + it.action().subject());
            values.put("atMs", it.at().minus(it.took()).toMillis());
            values.put("tookMs", it.took().toMillis());
        } else if (event instanceof ChangeEvent.Undone it) {
            values.put("step", "undo: " + it.what());
            values.put("undo", true);
            values.put("atMs", it.at().toMillis());
            values.put("tookMs", 0L);
        }
        return values;
    }

    private static Answer answer(Outcome outcome, List<String> lines, Map<String, ?> values) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("outcome", name(outcome));
        all.put("exitCode", outcome.exitCode());
        all.putAll(values);
        return new Answer(outcome.exitCode(), lines, JsonText.of(all));
    }

    private static String name(Outcome outcome) {
        return outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
