package fil.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files laid out as in a Maven repository, {@code group/artifact/version/artifact-version.jar}. */
record MavenLayout(Path root) {

    /** @return the versions that are there */
    List<String> versions(Coordinates what) throws IOException {
        Path folder = folder(what);
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no " + what.group() + ":" + what.artifact() + " in " + root);
        }
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** @return the version that belongs to the release: the one of its name, or else the only one */
    String version(Coordinates what, String release) throws IOException {
        List<String> versions = versions(what);
        if (versions.contains(release)) {
            return release;
        }
        if (versions.size() != 1) {
            throw new IOException(
                    "which of " + versions + " of " + what.artifact() + " belongs to " + release + "? Run mvn clean.");
        }
        return versions.get(0);
    }

    /** @return the file of a version */
    Path file(Coordinates what, String version) {
        return folder(what).resolve(version).resolve(what.artifact() + "-" + version + ".jar");
    }

    private Path folder(Coordinates what) {
        return root.resolve(what.group().replace('.', '/')).resolve(what.artifact());
    }
}
