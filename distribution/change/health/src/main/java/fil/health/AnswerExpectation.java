package fil.health;

import fil.health.Finding.Weight;
import java.util.Optional;
import java.util.stream.Stream;

/** What was answered well before a change must be answered no worse after it, and what was guarded must not lie open. */
final class AnswerExpectation {
    private AnswerExpectation() {}

    static Stream<Finding> findings(Snapshot before, Snapshot now) {
        return now.answers().entrySet().stream()
                .filter(it -> before.answers().containsKey(it.getKey()))
                .flatMap(it -> answer(it.getKey(), before.answers().get(it.getKey()), it.getValue()).stream());
    }

    private static Optional<Finding> answer(String path, int then, int now) {
        String subject = "answer " + path;
        if (then == 0 || then >= 500) {
            return Optional.empty();
        }
        if (now == 0 || now == 503) {
            String how = now == 0 ? "is not answered" : "is answered " + now;
            return Optional.of(new Finding(Weight.COMING, "", subject, path + " " + how + " instead of " + then));
        }
        boolean worse = now / 100 > Math.max(3, then / 100);
        boolean unguarded = (then == 401 || then == 403) && now < 400;
        return worse || unguarded
                ? Optional.of(
                        new Finding(Weight.STUCK, "", subject, path + " is answered " + now + " instead of " + then))
                : Optional.empty();
    }
}
