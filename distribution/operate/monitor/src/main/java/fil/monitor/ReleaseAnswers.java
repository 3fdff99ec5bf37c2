package fil.monitor;

import fil.monitor.Changes.Change;
import fil.monitor.Changes.Known;
import fil.monitor.Changes.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the release handler's answers. What is missing in them is empty. */
final class ReleaseAnswers {
    private static final String BEGUN = "begun";
    private static final JsonMapper JSON = new JsonMapper();

    private ReleaseAnswers() {}

    /**
     * The releases of the installation.
     *
     * @param current the one that runs
     * @param releases all of them
     * @param changedByHand in sentences, which bundles are not those of the release
     * @param lacking in sentences, which bundles of the release are missing or do not run
     */
    record Versions(Optional<String> current, List<Known> releases, List<String> changedByHand, List<String> lacking) {}

    static Versions versions(String json) {
        JsonNode root = JSON.readTree(json);
        return new Versions(
                text(root, "current"),
                all(root, "releases").stream()
                        .map(known -> new Known(
                                text(known, "release").orElse("?"),
                                text(known, "status").orElse("?")))
                        .toList(),
                texts(root, "changedByHand"),
                texts(root, "lacking"));
    }

    /**
     * @param json what is noted of the changes; one is noted as begun until it is over
     * @param started when this process started: what was begun before was interrupted, what was begun after is not over
     * @return the changes that are over
     */
    static List<Change> history(String json, long started) {
        return all(JSON.readTree(json), "changes").stream()
                .map(ReleaseAnswers::change)
                .filter(change -> !change.outcome().equals(BEGUN) || change.began() < started)
                .map(change -> change.outcome().equals(BEGUN) ? change.endedAs("interrupted") : change)
                .toList();
    }

    private static Change change(JsonNode change) {
        return new Change(
                text(change, "from").orElse("?"),
                text(change, "to").orElse("?"),
                text(change, "began")
                        .map(began -> Instant.parse(began).toEpochMilli())
                        .orElse(0L),
                change.path("tookMs").asLong(0),
                text(change, "outcome").orElse("?"),
                reason(change),
                change.path("held").asLong(0),
                all(change, "steps").stream().map(ReleaseAnswers::step).toList());
    }

    private static Step step(JsonNode step) {
        return new Step(
                text(step, "step").orElse("?"),
                step.path("atMs").asLong(0),
                step.path("tookMs").asLong(0),
                step.path("undo").asBoolean(false) ? "failed" : "done");
    }

    private static Optional<String> reason(JsonNode change) {
        List<String> problems = texts(change, "problems");
        return text(change, "failure")
                .or(() -> problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems)));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.of(node.path(name).asString("")).filter(text -> !text.isEmpty());
    }

    private static List<String> texts(JsonNode node, String name) {
        return all(node, name).stream().map(text -> text.asString("")).collect(Collectors.toList());
    }

    private static List<JsonNode> all(JsonNode node, String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false).toList();
    }
}
