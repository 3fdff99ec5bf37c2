package fil.make;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A release that was published, by its feature file: a version that it has means these bytes for ever, or nobody could tell what
 * an installation runs. The build makes the same bytes everywhere, so other bytes are other code.
 */
final class Baseline {
    private final Map<String, String> digests;

    private Baseline(JsonObject feature) {
        this.digests = digests(feature);
    }

    static Baseline of(Path feature) throws IOException {
        return new Baseline(read(feature));
    }

    /** @return the bundles that are others under the name and version that they had then, a sentence each */
    List<String> changed(Path feature) throws IOException {
        Map<String, String> now = digests(read(feature));
        return now.keySet().stream()
                .filter(it -> digests.containsKey(it) && !digests.get(it).equals(now.get(it)))
                .sorted()
                .map(it -> it + " has other bytes than the one that was published: give it a new version")
                .toList();
    }

    private static JsonObject read(Path feature) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(feature))) {
            return reader.readObject();
        }
    }

    private static Map<String, String> digests(JsonObject feature) {
        return feature.getJsonArray("bundles").getValuesAs(JsonObject.class).stream()
                .collect(Collectors.toMap(
                        it -> it.getString("bundle") + " " + it.getString("version"), it -> it.getString("sha256")));
    }
}
