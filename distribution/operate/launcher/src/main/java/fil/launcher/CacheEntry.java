package fil.launcher;

import fil.signals.CacheLayout;
import fil.signals.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** What the framework keeps of one bundle, looked at before the framework does: it deletes what it cannot read, with all data. */
final class CacheEntry {
    private static final String OURS = "fil:";
    private static final List<String> INFO = List.of("\\d+", ".*", "\\d+", "\\d+", "\\d+", "\\d+");
    private static final String BY_STREAM = "inputstream:";

    private final Path folder;
    private final long id;

    CacheEntry(Path folder) {
        this.folder = folder;
        String number = folder.getFileName().toString().replaceFirst("^bundle", "");
        this.id = number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
    }

    Path folder() {
        return folder;
    }

    /**
     * @param known whether a jar is known to be well
     * @return what is wrong, as the names of files; empty if nothing is
     */
    String damage(Predicate<Path> known) {
        if (id < 1 || !Files.isDirectory(folder)) {
            return folder.getFileName().toString();
        }
        Optional<Path> revision = CacheLayout.revision(folder);
        return location().isEmpty()
                ? "bundle.info"
                : revision.isEmpty()
                        ? "no code"
                        : line(revision.get().resolve("revision.location")).isEmpty()
                                ? "revision.location"
                                : isKeptElsewhere(revision.get())
                                                || known.test(jar(revision.get()))
                                                || opens(jar(revision.get()))
                                        ? ""
                                        : "bundle.jar";
    }

    /** @return where the bundle came from, if what is written about it can be read */
    Optional<String> location() {
        List<String> lines;
        try {
            lines = SmallFile.text(info(), SmallFile.USUAL).lines().toList();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        boolean valid = lines.size() >= INFO.size() && lines.get(0).equals(Long.toString(id));
        for (int i = 0; valid && i < INFO.size(); i++) {
            valid = Pattern.matches(INFO.get(i), lines.get(i)) && lines.get(i).length() < 1_000;
        }
        return valid ? Optional.of(lines.get(1)) : Optional.empty();
    }

    /** @return the symbolic name, from whatever of it can be read */
    Optional<String> name() {
        return location()
                .filter(it -> it.startsWith(OURS))
                .map(it -> it.substring(OURS.length()))
                .or(() -> CacheLayout.revision(folder).map(CacheEntry::jar).flatMap(CacheEntry::nameInManifest))
                .or(() -> CacheNames.of(folder.resolveSibling("."), id));
    }

    /** @return whether its code can be read */
    boolean hasCode() {
        return CacheLayout.revision(folder)
                .map(CacheEntry::jar)
                .filter(CacheEntry::opens)
                .isPresent();
    }

    /** Writes anew what is written about the bundle; its number and its data stay. */
    void describe(String location, int startLevel) throws IOException {
        long refreshes =
                CacheLayout.revision(folder).map(CacheLayout::refreshes).orElse(0L);
        remove(info());
        Files.writeString(
                info(),
                id + "\n" + location + "\n" + Bundle.ACTIVE + "\n" + startLevel + "\n" + System.currentTimeMillis()
                        + "\n" + refreshes + "\n");
        Path revision = CacheLayout.revision(folder).orElse(folder.resolve("version0.0"));
        if (line(revision.resolve("revision.location")).isEmpty()) {
            remove(revision.resolve("revision.location"));
            Files.createDirectories(revision);
            Files.writeString(revision.resolve("revision.location"), BY_STREAM + "\n");
        }
    }

    /** Gives it the code in a file. */
    void fill(Path file) throws IOException {
        Path revision = CacheLayout.revision(folder).orElse(folder.resolve("version0.0"));
        CacheFolder.delete(revision);
        Files.createDirectories(revision);
        Files.writeString(revision.resolve("revision.location"), BY_STREAM + "\n");
        Files.copy(file, jar(revision));
    }

    /** @return whether every octet of a jar can be read and is what its checksum says */
    static boolean isIntact(Path jar) {
        byte[] buffer = new byte[1 << 16];
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                try (InputStream in = new ChecksumStream(zip, entries.nextElement())) {
                    while (in.read(buffer) >= 0) {
                        continue;
                    }
                }
            }
            return true;
        } catch (IOException | IllegalArgumentException damaged) {
            return false;
        }
    }

    private Path info() {
        return folder.resolve("bundle.info");
    }

    private static void remove(Path file) throws IOException {
        CacheFolder.delete(file);
    }

    private static boolean isKeptElsewhere(Path revision) {
        return !line(revision.resolve("revision.location")).startsWith(BY_STREAM);
    }

    private static Path jar(Path revision) {
        return revision.resolve("bundle.jar");
    }

    private static boolean opens(Path jar) {
        return nameInManifest(jar).isPresent();
    }

    private static Optional<String> nameInManifest(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return Optional.ofNullable(new Manifest(in).getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME))
                        .map(name -> name.split(";")[0].trim());
            }
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static String line(Path file) {
        try {
            return SmallFile.text(file, SmallFile.USUAL).trim();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
