package fil.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A release that a test makes out of a real one, good or broken, and packs into an archive. */
public final class ReleaseDraft {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final String name;
    private final ObjectNode feature;

    private ReleaseDraft(Path folder, String name, ObjectNode feature) {
        this.folder = folder;
        this.name = name;
        this.feature = feature;
    }

    /** A release of this name with all that another one has, made in a new folder within this one. */
    public static ReleaseDraft of(String original, String name, Path within) {
        try {
            Path folder = Files.createTempDirectory(within, "draft");
            tar(folder, "-xzf", Archives.of(original).toString());
            Path releases = folder.resolve("releases");
            Files.move(releases.resolve(original), releases.resolve(name));
            Path file = releases.resolve(name).resolve(name + ".json");
            Files.move(releases.resolve(name).resolve(original + ".json"), file);
            ObjectNode feature = (ObjectNode) JSON.readTree(Files.readString(file));
            feature.put("id", "fil:fil:" + name);
            return new ReleaseDraft(folder, name, feature);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Takes this bundle in, in place of the one of the same name if there is one. */
    public ReleaseDraft with(Path jar) {
        return with(jar, "");
    }

    /** The same, with a mark in the name of its file: for other code under the same version. */
    public ReleaseDraft with(Path jar, String mark) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            String symbolicName = manifest.getValue("Bundle-SymbolicName").replaceAll(";.*", "");
            String version = manifest.getValue("Bundle-Version");
            int order = without(symbolicName, 20);
            String artifact = symbolicName.replace('.', '-');
            Files.copy(jar, folder.resolve("bundle/" + artifact + "-" + version + mark + ".jar"));
            ObjectNode entry = bundles().addObject();
            entry.put("id", "fil.it:" + artifact + ":" + version + mark);
            entry.put("start-order", order);
            entry.put("sha256", sha256(jar));
            entry.put("bundle", symbolicName);
            entry.put("version", version);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Gives it a page that cannot be rendered, so that it never gets well. */
    public ReleaseDraft neverWell() {
        return with(Bundles.copy(
                file("fil.templates"),
                folder.resolveSibling("templates-" + name + ".jar"),
                Map.of("Bundle-Version", "1986.0.0.z"),
                Map.of("page.html", "<h3 th:text=\"${nothing.at.all}\">Hello</h3>")));
    }

    public ReleaseDraft without(String symbolicName) {
        without(symbolicName, 0);
        return this;
    }

    /** Sets configuration that comes with the release. */
    public ReleaseDraft configured(String pid, Map<String, Object> values) {
        ObjectNode configurations = feature.withObject("/configurations");
        configurations.set(pid, JSON.valueToTree(values));
        return this;
    }

    /** The file of a bundle in this draft. */
    public Path file(String symbolicName) {
        for (JsonNode entry : bundles()) {
            if (entry.path("bundle").asString().equals(symbolicName)) {
                String[] id = entry.path("id").asString().split(":");
                return folder.resolve("bundle/" + id[1] + "-" + id[2] + ".jar");
            }
        }
        throw new AssertionError("No " + symbolicName + " in " + name);
    }

    /** Writes the archive of the release, named as those of the build, and returns it. */
    public Path pack() {
        try {
            Path file = folder.resolve("releases").resolve(name).resolve(name + ".json");
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(feature));
            Path archive = folder.resolveSibling("fil-" + name + ".tar.gz");
            tar(folder, "-czf", archive.toString(), "bin", "bundle", "conf", "releases", "repository");
            return archive;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ArrayNode bundles() {
        return (ArrayNode) feature.path("bundles");
    }

    private int without(String symbolicName, int otherwise) {
        ArrayNode bundles = bundles();
        for (int i = 0; i < bundles.size(); i++) {
            if (bundles.get(i).path("bundle").asString().equals(symbolicName)) {
                return bundles.remove(i).path("start-order").asInt();
            }
        }
        return otherwise;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static void tar(Path folder, String... arguments) throws IOException {
        ProcessBuilder tar =
                new ProcessBuilder("tar").directory(folder.toFile()).inheritIO();
        tar.command().addAll(java.util.List.of(arguments));
        try {
            if (tar.start().waitFor() != 0) {
                throw new AssertionError("Failed: " + tar.command());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted: " + tar.command(), interrupted);
        }
    }
}
