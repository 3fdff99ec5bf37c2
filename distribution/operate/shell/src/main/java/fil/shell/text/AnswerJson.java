package fil.shell.text;

import fil.release.handler.Answer;
import fil.release.handler.ChangeRecord;
import fil.signals.JsonLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers of the release handler for scripts: one object, whose first two values say how it ended. */
public final class AnswerJson {
    private static final String RELEASE = "release";

    private AnswerJson() {}

    /**
     * @param answer how something went
     * @return it as one line of JSON
     */
    public static String of(Answer answer) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("outcome", answer.outcome().word());
        all.put("exitCode", answer.exitCode());
        all.putAll(values(answer));
        return JsonLine.of(all);
    }

    private static Map<String, ?> values(Answer answer) {
        if (answer instanceof Answer.Planned it) {
            return planned(it);
        }
        if (answer instanceof Answer.Versions it) {
            return versions(it);
        }
        if (answer instanceof Answer.History it) {
            return ordered(
                    "changes", it.changes().stream().map(ChangeRecord::values).toList(), "damage", it.damage());
        }
        if (answer instanceof Answer.Executed it) {
            return it.change().values();
        }
        if (answer instanceof Answer.Unpacked it) {
            return ordered(RELEASE, it.release(), "copied", it.copied());
        }
        if (answer instanceof Answer.MadePermanent it) {
            return Map.of("permanent", it.release());
        }
        if (answer instanceof Answer.Removed it) {
            return ordered("removed", it.release(), "freed", it.freed());
        }
        if (answer instanceof Answer.RunsAlready it) {
            return Map.of(RELEASE, it.release());
        }
        return Map.of("problems", problems(answer));
    }

    private static List<String> problems(Answer answer) {
        if (answer instanceof Answer.Refused it) {
            return it.problems();
        }
        return answer instanceof Answer.Fits ? List.of() : new AnswerText(new Ink(false)).lines(answer);
    }

    private static Map<String, ?> planned(Answer.Planned planned) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", planned.summary().from());
        values.put("to", planned.summary().to());
        values.put("notice", planned.summary().notice());
        values.put(
                "steps",
                planned.steps().stream()
                        .map(step -> ordered("step", step.verb(), "subject", step.subject(), "effect", step.detail()))
                        .toList());
        return values;
    }

    private static Map<String, ?> versions(Answer.Versions versions) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("permanent", versions.permanent());
        values.put("current", versions.current());
        values.put(
                "releases",
                versions.releases().stream()
                        .map(it -> ordered(RELEASE, it.name(), "status", it.status()))
                        .toList());
        values.put("changedByHand", versions.changedByHand());
        values.put("lacking", versions.lacking());
        values.put("atTheStart", versions.startNotes());
        values.put(
                "running",
                versions.running().map(AnswerText::runs).map(List::of).orElse(List.of()));
        values.put("change", versions.change());
        return values;
    }

    /** Names and values by turns. */
    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }
}
