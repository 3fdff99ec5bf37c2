package fil.assembly;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The licence of each part, as its pom or the pom's parents say: read from what cyclonedx-maven-plugin found. */
record Licences(Map<String, JsonArray> byUrl) {
    private static final Pattern TEXT = Pattern.compile("(META-INF/)?(LICENSE|NOTICE)(\\.(txt|md))?");

    static Licences read(Path bom) throws IOException {
        Map<String, JsonArray> found = new TreeMap<>();
        try (JsonReader reader = Json.createReader(Files.newInputStream(bom))) {
            for (JsonValue value : reader.readObject().getJsonArray("components")) {
                JsonObject component = value.asJsonObject();
                found.put(
                        component.getString("purl").replaceFirst("\\?.*", ""),
                        component
                                .getOrDefault("licenses", JsonValue.EMPTY_JSON_ARRAY)
                                .asJsonArray());
            }
        }
        return new Licences(found);
    }

    JsonArray of(String url) {
        return byUrl.getOrDefault(url, JsonValue.EMPTY_JSON_ARRAY);
    }

    /** @return the licences of a part in words */
    String words(String url) {
        return of(url).stream()
                .map(JsonValue::asJsonObject)
                .map(one -> one.containsKey("license") ? one.getJsonObject("license") : one)
                .map(one -> one.getString("id", one.getString("name", one.getString("expression", "see its own file"))))
                .collect(Collectors.joining(" or "));
    }

    /** @return the texts that a part brings along, by their name in it */
    static Map<String, String> texts(Part part) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(part.file().toFile())) {
            List<ZipEntry> entries = new ArrayList<>(zip.stream()
                    .filter(entry -> TEXT.matcher(entry.getName()).matches())
                    .toList());
            for (ZipEntry entry : entries) {
                try (InputStream in = zip.getInputStream(entry)) {
                    texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }
}
