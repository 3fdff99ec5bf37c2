package fil.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    /** Everything in a folder that is laid out as a Maven repository. */
    static List<MavenArtifact> in(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<MavenArtifact> parts = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                Path version = root.relativize(file.getParent());
                Path artifact = version.getParent();
                parts.add(new MavenArtifact(
                        artifact.getParent().toString().replace('/', '.'),
                        artifact.getFileName().toString(),
                        version.getFileName().toString(),
                        file,
                        classesOf(file)));
            }
            return parts;
        }
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
