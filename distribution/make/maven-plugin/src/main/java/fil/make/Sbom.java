package fil.make;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a release is made of, in two forms: CycloneDX for machines, a list of licences for people. Each file of the archive
 * stands in it with its digest, and below it what it has in it.
 */
final class Sbom {
    private final ReleaseStage release;
    private final Contents contents;
    private final Licences licences;
    private final JsonArrayBuilder components = Json.createArrayBuilder();
    private final JsonArrayBuilder references = Json.createArrayBuilder();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, TreeSet<String>> texts = new LinkedHashMap<>();

    Sbom(ReleaseStage release, Contents contents, Licences licences) {
        this.release = release;
        this.contents = contents;
        this.licences = licences;
    }

    /**
     * @param places the names that a file has in the archive
     * @param file the file
     * @param what what Maven knows it as
     */
    void add(List<String> places, Path file, MavenArtifact what) throws IOException {
        String url = what.url();
        boolean ours = what.group().equals("fil");
        lines.add(String.join(", ", places) + ": "
                + (ours ? "fil" : licences.words(what.group(), what.name(), what.version())));
        JsonArrayBuilder inside = Json.createArrayBuilder();
        for (MavenArtifact part : contents.of(file, url)) {
            lines.add("    " + part.group() + ":" + part.name() + ":" + part.version() + ": "
                    + licences.words(part.group(), part.name(), part.version()));
            inside.add(component(url + "#" + part.url(), part.group(), part.name(), part.version()));
            if (ours) {
                collect(part);
            }
        }
        components.add(component(url, what.group(), what.name(), what.version())
                .add("hashes", Json.createArrayBuilder().add(hash(file)))
                .add("properties", properties(places))
                .add("components", inside));
        references.add(url);
    }

    JsonObject json() {
        String self = "pkg:maven/" + release.group() + "/" + release.system() + "@" + release.name();
        return Json.createObjectBuilder()
                .add("bomFormat", "CycloneDX")
                .add("specVersion", "1.6")
                .add("version", 1)
                .add(
                        "metadata",
                        Json.createObjectBuilder()
                                .add(
                                        "component",
                                        identity(
                                                "application",
                                                self,
                                                release.group(),
                                                release.system(),
                                                release.name())))
                .add("components", components)
                .add(
                        "dependencies",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder().add("ref", self).add("dependsOn", references)))
                .build();
    }

    /** Every file with its licence, and the texts of those that fil has taken apart to put them into bundles of its own. */
    String text() {
        StringBuilder text = new StringBuilder(
                "What " + release.system() + " " + release.name() + " is made of, and under which licences.\n"
                        + "The texts are in the files themselves, below META-INF; those of parts of fil's own bundles follow here.\n\n");
        lines.forEach(line -> text.append(line).append('\n'));
        texts.forEach((words, parts) -> text.append("\n\n======== ")
                .append(String.join(", ", parts))
                .append(" ========\n\n")
                .append(words.strip())
                .append('\n'));
        return text.toString();
    }

    private void collect(MavenArtifact part) throws IOException {
        for (String text : Licences.texts(part).values()) {
            texts.computeIfAbsent(text, any -> new TreeSet<>()).add(part.name() + " " + part.version());
        }
    }

    private JsonObjectBuilder component(String reference, String group, String artifact, String version)
            throws IOException {
        JsonObjectBuilder component = identity("library", reference, group, artifact, version);
        JsonArray known = licences.json(group, artifact, version);
        return known.isEmpty() ? component : component.add("licenses", known);
    }

    private static JsonObjectBuilder identity(
            String type, String reference, String group, String artifact, String version) {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("bom-ref", reference)
                .add("group", group)
                .add("name", artifact)
                .add("version", version)
                .add("purl", "pkg:maven/" + group + "/" + artifact + "@" + version);
    }

    private static JsonObject hash(Path file) throws IOException {
        return Json.createObjectBuilder()
                .add("alg", "SHA-256")
                .add("content", BundleFile.digest(file))
                .build();
    }

    private static JsonArrayBuilder properties(List<String> places) {
        JsonArrayBuilder properties = Json.createArrayBuilder();
        places.forEach(place -> properties.add(
                Json.createObjectBuilder().add("name", "fil:file").add("value", place)));
        return properties;
    }
}
