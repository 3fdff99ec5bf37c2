package fil.make;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {
    private final List<MavenArtifact> parts = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void whatIsInAJarIsFoundByItsClasses() throws IOException {
        part("g", "one", "1.0", "a/A", "a/B");
        part("g", "other", "1.0", "z/Z");
        Path jar = jar(folder.resolve("ours.jar"), "a/A", "own/Own");
        assertEquals(List.of("pkg:maven/g/one@1.0"), found(jar, "pkg:maven/fil/ours@1"));
    }

    @Test
    void aClassThatSeveralHaveCountsForTheOneThatIsThereMostWholly() throws IOException {
        part("g", "api", "1.0", "a/A");
        part("g", "everything", "1.0", "a/A", "b/B", "c/C", "d/D");
        Path jar = jar(folder.resolve("ours.jar"), "a/A");
        assertEquals(List.of("pkg:maven/g/api@1.0"), found(jar, "pkg:maven/fil/ours@1"));
    }

    @Test
    void aFileIsNotInItself() throws IOException {
        part("g", "one", "1.0", "a/A");
        part("g", "inner", "2.0", "a/A");
        Path jar = jar(folder.resolve("copy.jar"), "a/A");
        assertEquals(List.of("pkg:maven/g/inner@2.0"), found(jar, "pkg:maven/g/one@1.0"));
    }

    private List<String> found(Path jar, String own) throws IOException {
        return new Contents(parts).of(jar, own).stream().map(MavenArtifact::url).toList();
    }

    private void part(String group, String name, String version, String... classes) throws IOException {
        Path file = jar(folder.resolve(name + "-" + version + ".jar"), classes);
        parts.add(MavenArtifact.of(group, name, version, file));
    }

    private static Path jar(Path file, String... classes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : classes) {
                zip.putNextEntry(new ZipEntry(name + ".class"));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
