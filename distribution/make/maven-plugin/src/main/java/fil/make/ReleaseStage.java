package fil.make;

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
import java.util.SortedMap;
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
 *
 * @param root the folder
 * @param group the group of the system, as Maven has it
 * @param system its name
 * @param name the name of the release
 */
record ReleaseStage(Path root, String group, String system, String name) {

    /**
     * @param list the bundles, in the order in which they start
     * @param last the last bundle that answers clients or guards what does; null: of each it may be so
     * @param configurations as they stand in a feature
     */
    void writeRelease(List<StagedBundle> list, Coordinates last, JsonObject configurations) throws IOException {
        JsonArrayBuilder bundles = Json.createArrayBuilder();
        int order = 0;
        JsonArrayBuilder behind = Json.createArrayBuilder();
        boolean answers = true;
        for (StagedBundle each : list) {
            MavenArtifact what = each.chosen();
            Folders.copyFile(what.file(), root.resolve("bundle").resolve(what.fileName()));
            order++;
            BundleFile bundle = BundleFile.read(what.file());
            bundles.add(bundle.feature(what.group() + ":" + what.name() + ":" + what.version(), order));
            if (!answers) {
                behind.add(bundle.symbolicName());
            }
            answers &= !what.coordinates().equals(last);
        }
        JsonObjectBuilder extensions = Json.createObjectBuilder();
        if (last != null) {
            extensions.add("behind-clients", text(behind));
        }
        JsonObject feature = Json.createObjectBuilder()
                .add("feature-resource-version", "1.0")
                .add("id", group + ":" + system + ":" + name)
                .add("name", system + " " + name)
                .add("complete", true)
                .add("bundles", bundles)
                .add("configurations", configurations)
                .add("extensions", extensions)
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

    void writeRepository(List<StagedBundle> list) throws IOException {
        Path repository = root.resolve("repository");
        List<Path> files = new ArrayList<>();
        for (StagedBundle each : list) {
            for (MavenArtifact version : each.versions().size() > 1 ? each.versions() : List.<MavenArtifact>of()) {
                Path copy = repository.resolve(version.fileName());
                Folders.copyFile(version.file(), copy);
                files.add(copy);
            }
        }
        RepositoryIndex.write(repository, files);
    }

    /** @param programs what is in {@code bin/}, by the names of the files */
    void writeContents(List<StagedBundle> list, SortedMap<String, MavenArtifact> programs, Sbom sbom)
            throws IOException {
        for (StagedBundle each : list) {
            for (MavenArtifact version : each.versions()) {
                List<String> places = Stream.of("bundle/", "repository/")
                        .map(folder -> folder + version.fileName())
                        .filter(place -> Files.exists(root.resolve(place)))
                        .toList();
                sbom.add(places, version.file(), version);
            }
        }
        for (Map.Entry<String, MavenArtifact> program : programs.entrySet()) {
            sbom.add(List.of("bin/" + program.getKey()), program.getValue().file(), program.getValue());
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
