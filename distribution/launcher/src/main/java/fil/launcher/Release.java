package fil.launcher;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A release as far as a start needs it, read from its OSGi feature.
 *
 * @param name {@code 1986.a}
 * @param bundles in the order in which they start
 * @param configuration text values by pid and property
 */
public record Release(String name, List<Part> bundles, Map<String, Map<String, String>> configuration) {
    /** The greatest start order there is; what the operator installs by hand starts last. */
    static final int LAST_ORDER = 1_000;

    /**
     * One bundle of a release.
     *
     * @param symbolicName the bundle's name
     * @param version its OSGi version
     * @param file name of its jar in bundle/
     * @param order when it starts
     */
    public record Part(String symbolicName, String version, String file, int order) {
        private static Part of(JsonObject json) {
            String[] id = json.getString("id").split(":");
            if (id.length < 3) {
                throw new JsonException("'" + json.getString("id") + "' is not group:artifact:version");
            }
            return new Part(
                    json.getString("bundle"),
                    json.getString("version"),
                    id[1] + "-" + id[id.length - 1] + ".jar",
                    json.getInt("start-order"));
        }
    }

    /**
     * @param releases the folder of the releases
     * @param name the release to read
     * @throws Refusal if there is no such release, or its feature cannot be read
     */
    public static Release read(Path releases, String name) throws Refusal {
        Path file = releases.resolve(name).resolve(name + ".json");
        try (InputStream in = Files.newInputStream(file);
                JsonReader reader = Json.createReader(in)) {
            JsonObject feature = reader.readObject();
            List<Part> bundles = feature.getJsonArray("bundles").getValuesAs(JsonObject.class).stream()
                    .map(Part::of)
                    .sorted(Comparator.comparingInt(Part::order))
                    .toList();
            return new Release(name, bundles, configuration(feature));
        } catch (IOException | JsonException | ClassCastException | NullPointerException e) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "The release " + name + " cannot be read from " + file + ": " + e.getMessage()
                            + ". Unpack its archive again.");
        }
    }

    private static Map<String, Map<String, String>> configuration(JsonObject feature) {
        JsonValue configurations = feature.getOrDefault("configurations", JsonValue.EMPTY_JSON_OBJECT);
        return configurations.asJsonObject().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, pid -> pid.getValue().asJsonObject().entrySet().stream()
                        .collect(Collectors.toMap(
                                property -> property.getKey().replaceFirst(":.*", ""),
                                property -> text(property.getValue())))));
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
