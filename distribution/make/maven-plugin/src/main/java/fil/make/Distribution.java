package fil.make;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What each archive has beside its bundles: {@code bin/}, {@code conf/} and {@code share/}.
 *
 * @param plugin the plugin's jar, or its folder of classes in the build that makes it
 * @param naming the name of the system
 */
record Distribution(Path plugin, SystemNaming naming) {
    private static final String FOLDER = "dist/";

    void copy(Path target) throws IOException {
        if (Files.isDirectory(plugin)) {
            Path folder = plugin.resolve(FOLDER);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    write(Files.readString(file), folder.relativize(file).toString(), target);
                }
            }
            return;
        }
        try (ZipFile jar = new ZipFile(plugin.toFile())) {
            for (ZipEntry entry : jar.stream().map(ZipEntry.class::cast).toList()) {
                if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        write(text, entry.getName().substring(FOLDER.length()), target);
                    }
                }
            }
        }
    }

    /** All of them are texts. */
    private void write(String text, String place, Path target) throws IOException {
        Path file = target.resolve(naming.place(place));
        Files.createDirectories(file.getParent());
        Files.writeString(file, naming.text(text));
    }
}
