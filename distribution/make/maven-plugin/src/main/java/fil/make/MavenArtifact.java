package fil.make;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Something of a Maven coordinate that a file of the archive may have in it.
 *
 * @param group Maven group
 * @param name Maven artifact
 * @param version Maven version
 * @param file its jar
 * @param classes the checksum of each of its classes
 */
record MavenArtifact(String group, String name, String version, Path file, Map<String, Long> classes) {

    static MavenArtifact of(String group, String name, String version, Path file) throws IOException {
        return new MavenArtifact(group, name, version, file, classesOf(file));
    }

    Coordinates coordinates() {
        return new Coordinates(group, name);
    }

    /** Whether it is the same as another one but for the version, which may be the same, too. */
    boolean isOtherVersionOf(MavenArtifact other) {
        return coordinates().equals(other.coordinates());
    }

    /** The name of its file in a repository, which in the build that makes it may be another. */
    String fileName() {
        return name + "-" + version + ".jar";
    }

    static Map<String, Long> classesOf(Path jar) throws IOException {
        Map<String, Long> classes = new HashMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                String path = entry.getName();
                if (path.endsWith(".class") && !path.endsWith("-info.class")) {
                    classes.put(path, entry.getCrc());
                }
            }
        }
        return classes;
    }

    /** The package URL. */
    String url() {
        return "pkg:maven/" + group + "/" + name + "@" + version;
    }
}
