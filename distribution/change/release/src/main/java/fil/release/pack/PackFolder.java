package fil.release.pack;

import fil.release.AtomicFile;
import fil.release.Digest;
import fil.release.Layout;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.verify.FileList;
import fil.signals.SystemName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The content of an archive, laid out beside it; gone afterwards, also if the process is interrupted. */
final class PackFolder implements AutoCloseable {
    /** As all archives of fil have it, so that the same content gives the same archive. */
    private static final String TIME = "--mtime=1986-01-26T00:00:00Z";

    private final Path root;
    private final Thread sweep;

    PackFolder(Path archive) throws IOException {
        this.root = Files.createTempDirectory(archive.getParent(), ".fil-pack-");
        this.sweep = new Thread(() -> delete(root), "fil pack sweep");
        Runtime.getRuntime().addShutdownHook(sweep);
    }

    Layout layout() {
        return new Layout(content());
    }

    /** @return where jars and the archive are kept apart from the content */
    Path beside(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    private Path content() {
        return root.resolve("content");
    }

    /** All that is in an archive, which was looked at before. */
    void fill(Path archive) throws IOException {
        Files.createDirectories(content());
        tar("-xzf", archive.toString());
    }

    /** What an installation has of a release: its own files, its bundles, and the programs that came with it. */
    void fill(ReleaseStore store, Release release) throws IOException {
        Layout installation = store.layout();
        for (ReleaseBundle bundle : release.bundles()) {
            copy(installation.file(bundle), layout().file(bundle), bundle.sha256());
        }
        Path folder = installation.feature(release.name()).getParent();
        for (String own : List.of(release.name() + ".json", "sbom.cdx.json", "licences.txt")) {
            if (Files.isRegularFile(folder.resolve(own))) {
                Files.createDirectories(layout().feature(release.name()).getParent());
                Files.copy(folder.resolve(own), layout().feature(release.name()).resolveSibling(own));
            }
        }
        Map<String, String> programs = FileList.read(installation.home())
                .orElseThrow(() -> new ReleaseException("the installation has no " + FileList.FILE
                        + "; name an archive in the place of " + release.name()));
        for (Map.Entry<String, String> program : programs.entrySet()) {
            String name = program.getKey();
            if (!name.startsWith("releases/")) {
                copy(
                        installation.home().resolve(name),
                        content().resolve(name),
                        // what is in conf/ is for the operator to change
                        name.startsWith("conf/") ? "" : program.getValue());
            }
        }
    }

    private static void copy(Path from, Path to, String sha256) throws IOException {
        if (!Files.isRegularFile(from)) {
            throw new ReleaseException(from + " is missing; " + SystemName.PROGRAM + " verify says what else is");
        }
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
        if (!sha256.isEmpty() && !Digest.of(to).equals(sha256)) {
            throw new ReleaseException(
                    from + " is not as it was released; " + SystemName.PROGRAM + " verify says what else is not");
        }
    }

    /** The digest of each file but the bundles, whose digests are in the feature. */
    void list() throws IOException {
        Path list = content().resolve(FileList.FILE);
        Files.deleteIfExists(list);
        StringBuilder lines = new StringBuilder();
        for (Path file : files()) {
            String name = content().relativize(file).toString();
            if (!name.startsWith("bundle/")) {
                lines.append(Digest.of(file)).append("  ").append(name).append('\n');
            }
        }
        Files.createDirectories(list.getParent());
        Files.writeString(list, lines);
    }

    /** @return the archive of it, which is not yet where it is to be */
    Path archive() throws IOException {
        for (Path file : files()) {
            boolean program = Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
        Path archive = root.resolve("archive.tar.gz");
        List<String> words = new ArrayList<>();
        if (tar("--version").contains("GNU tar")) {
            words.addAll(List.of("--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=go=u,go-w", TIME));
        }
        words.addAll(List.of("-czf", archive.toString()));
        try (Stream<Path> parts = Files.list(content())) {
            parts.map(part -> part.getFileName().toString()).sorted().forEach(words::add);
        }
        tar(words.toArray(String[]::new));
        return archive;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(content())) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private String tar(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(words));
        Process tar;
        try {
            tar = new ProcessBuilder(command)
                    .directory(content().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new ReleaseException("there is no program tar, which writes and reads archives", e);
        }
        tar.getOutputStream().close();
        try (InputStream said = tar.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (tar.waitFor() != 0) {
                throw new IOException("tar failed: " + text.strip());
            }
            return text;
        } catch (InterruptedException e) {
            tar.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(sweep);
        delete(root);
    }

    private static void delete(Path folder) {
        try {
            AtomicFile.delete(folder);
        } catch (IOException e) {
            throw new ReleaseException(folder + " could not be deleted; delete it by hand", e);
        }
    }
}
