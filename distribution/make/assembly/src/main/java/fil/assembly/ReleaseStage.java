package fil.assembly;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of one release as it will be unpacked.
 * <pre>
 * bin/ conf/                     as they are
 * bundle/NAME-VERSION.jar        the bundles of the release
 * releases/1986.a/1986.a.json    its feature
 * releases/1986.a/sbom.cdx.json  what it is made of, and
 * releases/1986.a/licences.txt   under which licences
 * bin/files.sha256               the digest of each file but the bundles
 * repository/                    every version of the bundles that have more than one
 * </pre>
 */
record ReleaseStage(Path root, String name) {
    /** What is behind it neither answers clients of the page nor guards it. */
    private static final String LAST_TO_ANSWER = "fil-web";

    void writeRelease(List<Coordinates> list, MavenLayout layout) throws IOException {
        JsonArrayBuilder bundles = Json.createArrayBuilder();
        int order = 0;
        JsonArrayBuilder behind = Json.createArrayBuilder();
        boolean answers = true;
        for (Coordinates what : list) {
            String version = layout.version(what, name);
            Path file = layout.file(what, version);
            Folders.copyFile(
                    file, root.resolve("bundle").resolve(file.getFileName().toString()));
            order++;
            BundleFile bundle = BundleFile.read(file);
            bundles.add(bundle.feature(what.group() + ":" + what.artifact() + ":" + version, order));
            if (!answers) {
                behind.add(bundle.symbolicName());
            }
            answers &= !what.artifact().equals(LAST_TO_ANSWER);
        }
        JsonObject feature = Json.createObjectBuilder()
                .add("feature-resource-version", "1.0")
                .add("id", "fil:fil:" + name)
                .add("name", "fil " + name)
                .add("complete", true)
                .add("bundles", bundles)
                .add("configurations", Json.createObjectBuilder())
                .add("extensions", Json.createObjectBuilder().add("behind-clients", text(behind)))
                .build();
        write(feature, feature());
    }

    private static JsonObjectBuilder text(JsonArrayBuilder lines) {
        return Json.createObjectBuilder()
                .add("type", "text")
                .add("kind", "optional")
                .add("text", lines);
    }

    Path feature() {
        return root.resolve("releases").resolve(name).resolve(name + ".json");
    }

    void writeRepository(List<Coordinates> list, MavenLayout layout) throws IOException {
        Path repository = root.resolve("repository");
        List<Path> files = new ArrayList<>();
        for (Coordinates what : list) {
            List<String> versions = layout.versions(what);
            for (String version : versions.size() > 1 ? versions : List.<String>of()) {
                Path file = layout.file(what, version);
                Path copy = repository.resolve(file.getFileName().toString());
                Folders.copyFile(file, copy);
                files.add(copy);
            }
        }
        RepositoryIndex.write(repository, files);
    }

    void writeContents(List<Coordinates> list, MavenLayout layout, MavenLayout all, Sbom sbom) throws IOException {
        Map<String, Coordinates> programs = new TreeMap<>(Map.of(
                "felix.jar", new Coordinates("org.apache.felix", "org.apache.felix.main"),
                "launcher.jar", new Coordinates("fil", "fil-launcher")));
        for (Coordinates what : list) {
            for (String version : layout.versions(what)) {
                Path file = layout.file(what, version);
                List<String> places = Stream.of("bundle/", "repository/")
                        .map(folder -> folder + file.getFileName())
                        .filter(place -> Files.exists(root.resolve(place)))
                        .toList();
                if (!places.isEmpty()) {
                    sbom.add(places, file, what, version);
                }
            }
        }
        for (Map.Entry<String, Coordinates> program : programs.entrySet()) {
            Path file = root.resolve("bin").resolve(program.getKey());
            sbom.add(
                    List.of("bin/" + program.getKey()),
                    file,
                    program.getValue(),
                    all.version(program.getValue(), name));
        }
        write(sbom.json(), root.resolve("releases").resolve(name).resolve("sbom.cdx.json"));
        Files.writeString(root.resolve("releases").resolve(name).resolve("licences.txt"), sbom.text());
    }

    /** As {@code sha256sum} writes it; what each bundle is, the feature says. */
    void writeFileList() throws IOException {
        StringBuilder list = new StringBuilder();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String place = root.relativize(file).toString();
                if (!place.startsWith("bundle/")) {
                    list.append(BundleFile.digest(file))
                            .append("  ")
                            .append(place)
                            .append('\n');
                }
            }
        }
        Files.writeString(root.resolve("bin/files.sha256"), list);
    }

    private static void write(JsonObject feature, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(feature);
        }
    }
}
