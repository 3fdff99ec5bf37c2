package fil.release.pack;

import fil.signals.SystemName;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a release is made of and under which licences, as CycloneDX and as text, carried over to the next one: what goes is taken
 * out, what comes is added by what its jar says of itself, and all else stays.
 */
final class BillOfMaterials {
    private static final String PLACE = "fil:file";
    private static final String REFERENCE = "bom-ref";
    private static final String COMPONENTS = "components";
    private static final String PROPERTIES = "properties";
    private static final Pattern FILE = Pattern.compile("((?:bundle|repository|bin)/[^:]*): (.*)");

    private final NextFeature feature;
    private final List<String> dropped;
    private final Map<String, NewBundle> added;

    BillOfMaterials(NextFeature feature) {
        this.feature = feature;
        this.dropped = feature.dropped().stream().map(name -> "bundle/" + name).toList();
        this.added = feature.added();
    }

    /** @return whether there was one to carry over */
    boolean write(Path folder) throws IOException {
        Path json = folder.resolve("sbom.cdx.json");
        Path text = folder.resolve("licences.txt");
        if (Files.isRegularFile(json)) {
            JsonFile.write(json, json(JsonFile.read(json)));
        }
        if (Files.isRegularFile(text)) {
            Files.writeString(text, text(Files.readString(text)));
        }
        return Files.isRegularFile(json);
    }

    private JsonObject json(JsonObject before) {
        JsonArrayBuilder components = JsonFile.JSON.createArrayBuilder();
        List<String> references = new ArrayList<>();
        for (JsonObject component : before.getJsonArray(COMPONENTS).getValuesAs(JsonObject.class)) {
            List<String> left = left(places(component));
            if (!left.isEmpty()) {
                references.add(component.getString(REFERENCE));
                components.add(JsonFile.JSON.createObjectBuilder(component).add(PROPERTIES, properties(left)));
            }
        }
        added.forEach((name, bundle) -> {
            JsonObject component = component(name, bundle);
            references.add(component.getString(REFERENCE));
            components.add(component);
        });
        JsonObject metadata = before.getJsonObject("metadata");
        JsonObject self = self(metadata.getJsonObject("component"));
        return JsonFile.JSON
                .createObjectBuilder(before)
                .add("metadata", JsonFile.JSON.createObjectBuilder(metadata).add("component", self))
                .add(COMPONENTS, components)
                .add(
                        "dependencies",
                        JsonFile.JSON
                                .createArrayBuilder()
                                .add(JsonFile.JSON
                                        .createObjectBuilder()
                                        .add("ref", self.getString(REFERENCE))
                                        .add("dependsOn", JsonFile.JSON.createArrayBuilder(references))))
                .build();
    }

    private JsonObject self(JsonObject before) {
        JsonObjectBuilder self = JsonFile.JSON.createObjectBuilder(before);
        for (String key : List.of("version", REFERENCE, "purl")) {
            if (before.containsKey(key)) {
                self.add(key, feature.renamed(before.getString(key)));
            }
        }
        return self.build();
    }

    private JsonObject component(String fileName, NewBundle bundle) {
        String[] id = feature.placed(bundle).id().split(":");
        String url = "pkg:maven/" + id[0] + "/" + id[1] + "@" + bundle.facts().version();
        JsonObjectBuilder component = JsonFile.JSON
                .createObjectBuilder()
                .add("type", "library")
                .add(REFERENCE, url)
                .add("group", id[0])
                .add("name", id[1])
                .add("version", bundle.facts().version().toString())
                .add("purl", url)
                .add("hashes", one(pair("alg", "SHA-256", "content", bundle.sha256())))
                .add(PROPERTIES, properties(List.of("bundle/" + fileName)));
        bundle.licence()
                .ifPresent(licence -> component.add(
                        "licenses",
                        one(JsonFile.JSON
                                .createObjectBuilder()
                                .add(
                                        "license",
                                        JsonFile.JSON.createObjectBuilder().add("name", licence)))));
        return component.build();
    }

    private static JsonArrayBuilder one(JsonObjectBuilder value) {
        return JsonFile.JSON.createArrayBuilder().add(value);
    }

    private static JsonObjectBuilder pair(String key, String value, String otherKey, String other) {
        return JsonFile.JSON.createObjectBuilder().add(key, value).add(otherKey, other);
    }

    private static JsonArrayBuilder properties(Collection<String> places) {
        JsonArrayBuilder properties = JsonFile.JSON.createArrayBuilder();
        places.forEach(place -> properties.add(pair("name", PLACE, "value", place)));
        return properties;
    }

    private static List<String> places(JsonObject component) {
        return component.getJsonArray(PROPERTIES).getValuesAs(JsonObject.class).stream()
                .filter(property -> property.getString("name").equals(PLACE))
                .map(property -> property.getString("value"))
                .toList();
    }

    private List<String> left(List<String> places) {
        return places.stream().filter(place -> !dropped.contains(place)).toList();
    }

    /** A line for each file, with lines below it for what is in it; the texts of licences come behind. */
    private String text(String before) {
        int texts = before.indexOf("\n========");
        String list = (texts < 0 ? before : before.substring(0, texts)).stripTrailing();
        StringBuilder text = new StringBuilder();
        boolean stays = true;
        for (String line : list.split("\n")) {
            Matcher file = FILE.matcher(line);
            if (file.matches()) {
                List<String> left = left(List.of(file.group(1).split(", ")));
                stays = !left.isEmpty();
                line = String.join(", ", left) + ": " + file.group(2);
            }
            if (stays) {
                text.append(line).append('\n');
            }
        }
        added.forEach((name, bundle) -> text.append("bundle/" + name + ": ")
                .append(bundle.licence().orElse("see its own file"))
                .append('\n'));
        String title = "What " + SystemName.VALUE + " " + feature.from() + " is";
        if (text.indexOf(title) == 0) {
            text.replace(0, title.length(), "What " + SystemName.VALUE + " " + feature.name() + " is");
        }
        return text + before.substring(Math.min(list.length() + 1, before.length()));
    }
}
