package fil.release.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fil.kit.TestRelease;
import fil.kit.TestTar;
import fil.release.Digest;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.ArchiveLimits;
import fil.release.archive.ReleaseArchive;
import fil.release.archive.Unpacking;
import fil.release.trust.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    @TempDir
    private Path folder;

    private Path home;
    private Path archive;
    private ReleaseStore store;

    @BeforeEach
    void anInstallation() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        store = new ReleaseStore(home);
        archive = TestTar.release("1986.a", Map.of("one-1.0.0.jar", TestRelease.jar("one", "1.0.0")))
                .into(folder.resolve("a.tar.gz"));
        try (Unpacking unpacking =
                new Unpacking(store, new ReleaseArchive(archive, ArchiveLimits.USUAL), Terms.STRICT)) {
            unpacking.stage();
            unpacking.settle();
        }
        write("bin/fil", "fil");
        write("conf/default/fil.properties", "standard");
        write("conf/fil.properties", "the operator's");
        list("bin/fil", "conf/default/fil.properties", "releases/1986.a/1986.a.json");
    }

    @Test
    void whatIsAsItWasReleasedIsNoFinding() {
        assertEquals(List.of(), found());
        assertEquals(
                List.of(),
                strings(new Verification(store, name -> {})
                        .byArchive(archive).stream()
                                .filter(each -> !each.file().startsWith("bin")
                                        && !each.file().startsWith("conf"))
                                .toList()));
    }

    @Test
    void eachFileThatDiffersIsMissingOrIsOfNoReleaseIsSaid() throws IOException {
        write("bin/fil", "fiL");
        write("bin/more", "");
        Files.delete(home.resolve("conf/default/fil.properties"));
        write("bundle/stray.jar", "");
        write("bundle/one-1.0.0.jar", "rubbish");
        assertEquals(
                List.of(
                        "bin/fil differs",
                        "conf/default/fil.properties is missing",
                        "bundle/one-1.0.0.jar differs",
                        "bundle/stray.jar is of no release",
                        "bin/more is of no release"),
                found());
    }

    @Test
    void linksFoldersAndAFeatureThatWasChangedAreSaid() throws IOException {
        Files.move(home.resolve("bin/fil"), home.resolve("elsewhere"));
        Files.createSymbolicLink(home.resolve("bin/fil"), home.resolve("elsewhere"));
        Files.delete(home.resolve("conf/default/fil.properties"));
        Files.createDirectory(home.resolve("conf/default/fil.properties"));
        write("runtime/bin/java", "somebody's");
        Path feature = store.layout().feature("1986.a");
        Files.writeString(feature, Files.readString(feature) + " ");
        assertEquals(
                List.of(
                        "bin/fil is a link",
                        "conf/default/fil.properties is no file",
                        "releases/1986.a/1986.a.json differs",
                        "runtime is of no release"),
                found());
    }

    @Test
    void whatWasRemovedIsNotMissed() throws IOException {
        list("bin/fil", "conf/default/fil.properties", "releases/1986.a/1986.a.json", "releases/1985/1985.json");
        assertEquals(List.of(), found());
    }

    @Test
    void withoutAListThatIsSaidAndADamagedOneIsASentence() throws IOException {
        Files.delete(home.resolve("bin/files.sha256"));
        assertEquals(1, found().size());
        for (String garbage : List.of("x", "0".repeat(64) + "  ../../etc/passwd", "0".repeat(64) + "  /etc/passwd")) {
            write("bin/files.sha256", garbage + "\n");
            assertThrows(ReleaseException.class, this::found);
        }
    }

    private List<String> found() {
        return strings(new Verification(store, name -> {}).byList());
    }

    private static List<String> strings(List<Verification.Finding> findings) {
        return findings.stream().map(Verification.Finding::toString).toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void list(String... names) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Path file = home.resolve(name);
            text.append(Files.exists(file) ? Digest.of(file) : "0".repeat(64))
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        write("bin/files.sha256", text.toString());
    }
}
