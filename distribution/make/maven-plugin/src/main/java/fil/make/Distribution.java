package fil.make;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What each archive has beside its bundles: {@code bin/}, {@code conf/} and {@code share/}.
 *
 * @param plugin the plugin's jar, or its folder of classes in the build that makes it
 */
record Distribution(Path plugin) {
    private static final String FOLDER = "dist/";

    void copy(Path target) throws IOException {
        if (Files.isDirectory(plugin)) {
            copyFolder(plugin.resolve(FOLDER), target);
            return;
        }
        try (ZipFile jar = new ZipFile(plugin.toFile())) {
            for (ZipEntry entry : jar.stream().map(ZipEntry.class::cast).toList()) {
                if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                    Path file = target.resolve(entry.getName().substring(FOLDER.length()));
                    Files.createDirectories(file.getParent());
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Folders.copyFile(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
