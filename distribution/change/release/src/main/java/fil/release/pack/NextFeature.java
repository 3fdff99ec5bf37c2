package fil.release.pack;

import fil.release.FeatureFile;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The feature of the release that is made: that of the one before it, with other bundles. */
final class NextFeature {
    private static final String BUNDLES = "bundles";

    private final JsonObject before;
    private final Release from;
    private final PackOrder order;
    private final Map<String, NewBundle> incoming;
    private final int named;

    /**
     * @param before the feature of the release before it, which is valid
     * @param order what is wanted
     * @param incoming the bundles that come, by symbolic name
     */
    NextFeature(JsonObject before, PackOrder order, Map<String, NewBundle> incoming) {
        this.before = before;
        this.from = FeatureFile.parse(before.toString());
        this.order = order;
        this.named = incoming.size();
        this.incoming = new LinkedHashMap<>(incoming);
        this.incoming.values().removeIf(bundle -> old(bundle)
                .filter(it -> it.sha256().equals(bundle.sha256()))
                .isPresent());
    }

    /** @return all that stands against it */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String name : order.without().stream().sorted().toList()) {
            if (from.bundle(name).isEmpty()) {
                problems.add(from.name() + " has no bundle " + Release.printable(name) + " that could be left out");
            }
        }
        for (NewBundle bundle : incoming.values()) {
            if (order.without().contains(bundle.facts().symbolicName())) {
                problems.add(bundle.facts() + " is both named and left out");
            }
            old(bundle)
                    .filter(it -> it.version().equals(bundle.facts().version()))
                    .ifPresent(it -> problems.add(bundle.file().getFileName() + " is not the " + it + " that "
                            + from.name() + " has, under the same version: raise its Bundle-Version"));
        }
        if (named == order.jars().size()
                && incoming.isEmpty()
                && order.without().isEmpty()) {
            problems.add("nothing differs from " + from.name() + ", which has these very bundles");
        }
        if (problems.isEmpty()) {
            try {
                FeatureFile.parse(json().toString());
            } catch (ReleaseException e) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }

    /** @return the files that are new, by their names in {@code bundle/} */
    Map<String, NewBundle> added() {
        Map<String, NewBundle> added = new LinkedHashMap<>();
        incoming.values().forEach(bundle -> added.put(placed(bundle).fileName(), bundle));
        return added;
    }

    /** @return the names of the files in {@code bundle/} that it has no longer */
    List<String> dropped() {
        return from.bundles().stream()
                .filter(bundle ->
                        order.without().contains(bundle.symbolicName()) || incoming.containsKey(bundle.symbolicName()))
                .map(ReleaseBundle::fileName)
                .toList();
    }

    /** @return what differs from the release before, a line each */
    List<String> changes() {
        List<String> changes = new ArrayList<>();
        incoming.values()
                .forEach(bundle -> changes.add(old(bundle)
                        .map(it -> it + " -> " + bundle.facts().version())
                        .orElseGet(() -> bundle.facts() + " is new")));
        from.bundles().stream()
                .filter(bundle -> order.without().contains(bundle.symbolicName()))
                .forEach(bundle -> changes.add(bundle + " is left out"));
        return changes;
    }

    /** @return the name of the release before */
    String from() {
        return from.name();
    }

    /** @return its own name */
    String name() {
        return order.name();
    }

    /** @return how many bundles it has */
    int size() {
        return json().getJsonArray(BUNDLES).size();
    }

    /** @return the bundle of that name, and where the feature has it */
    ReleaseBundle placed(NewBundle bundle) {
        return old(bundle).map(bundle::inPlaceOf).orElseGet(() -> bundle.asNew(lastThatAnswers()));
    }

    JsonObject json() {
        JsonObjectBuilder json = JsonFile.JSON
                .createObjectBuilder(before)
                .add("id", before.getString("id").replaceFirst(":[^:]*$", ":" + order.name()))
                .add(BUNDLES, bundles());
        if (before.containsKey("name")) {
            json.add("name", renamed(before.getString("name")));
        }
        return json.build();
    }

    /** @return a text that ends with the name of the release before, with that of this one */
    String renamed(String text) {
        return text.endsWith(from.name())
                ? text.substring(0, text.length() - from.name().length()) + order.name()
                : text;
    }

    /** Where there was a bundle of the name there is the new one; what is new comes before those that start behind the clients. */
    private JsonArrayBuilder bundles() {
        JsonArrayBuilder bundles = JsonFile.JSON.createArrayBuilder();
        List<NewBundle> fresh =
                incoming.values().stream().filter(it -> old(it).isEmpty()).toList();
        boolean placed = false;
        for (JsonObject entry : before.getJsonArray(BUNDLES).getValuesAs(JsonObject.class)) {
            String name = entry.getString("bundle");
            if (!placed && behind().contains(name)) {
                fresh.forEach(it -> bundles.add(NewBundle.entry(placed(it), JsonValue.EMPTY_JSON_OBJECT)));
                placed = true;
            }
            NewBundle next = incoming.get(name);
            if (!order.without().contains(name)) {
                bundles.add(next == null ? entry : NewBundle.entry(placed(next), entry));
            }
        }
        if (!placed) {
            fresh.forEach(it -> bundles.add(NewBundle.entry(placed(it), JsonValue.EMPTY_JSON_OBJECT)));
        }
        return bundles;
    }

    /** The start level of those that clients wait for last. */
    private int lastThatAnswers() {
        return from.bundles().stream()
                .filter(bundle -> !behind().contains(bundle.symbolicName()))
                .mapToInt(ReleaseBundle::startOrder)
                .max()
                .orElse(1);
    }

    private Set<String> behind() {
        return from.behindClients();
    }

    private Optional<ReleaseBundle> old(NewBundle bundle) {
        return from.bundle(bundle.facts().symbolicName());
    }
}
