package fil.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStageTest {
    @TempDir
    private Path folder;

    private List<StagedBundle> list;
    private ReleaseStage stage;

    @BeforeEach
    void layOut() throws IOException {
        stage = new ReleaseStage(folder.resolve("stage"), "com.example", "shop", "1986.b");
        MavenArtifact common = bundle("org.example", "common", "2.1", "org.example.common; singleton:=true", "2.1");
        MavenArtifact old = bundle("fil", "colours", "1986.a", "fil.colours", "1986.0.0.a");
        MavenArtifact next = bundle("fil", "colours", "1986.b", "fil.colours", "1986.0.0.b");
        list = List.of(
                StagedBundle.of(common, List.of(next), List.of()), StagedBundle.of(old, List.of(next), List.of()));
    }

    @Test
    void whatReplacesABundleIsInItsPlace() throws IOException {
        stage.writeRelease(list, null, JsonObject.EMPTY_JSON_OBJECT);
        assertTrue(Files.exists(folder.resolve("stage/bundle/colours-1986.b.jar")));
        assertFalse(Files.exists(folder.resolve("stage/bundle/colours-1986.a.jar")));
        JsonObject feature = feature();
        assertEquals("com.example:shop:1986.b", feature.getString("id"));
        JsonObject colours = feature.getJsonArray("bundles").getJsonObject(1);
        assertEquals("fil:colours:1986.b", colours.getString("id"));
        assertEquals("1986.0.0.b", colours.getString("version"));
        assertEquals(2, colours.getInt("start-order"));
        assertTrue(colours.getString("sha256").matches("[0-9a-f]{64}"));
    }

    @Test
    void nameAndVersionAreAsTheFrameworkWritesThem() throws IOException {
        stage.writeRelease(list, null, JsonObject.EMPTY_JSON_OBJECT);
        JsonObject common = feature().getJsonArray("bundles").getJsonObject(0);
        assertEquals("org.example.common", common.getString("bundle"));
        assertEquals("2.1.0", common.getString("version"));
    }

    @Test
    void repositoryHoldsEveryVersionOfWhatHasMoreThanOne() throws IOException {
        stage.writeRepository(list);
        try (var files = Files.list(folder.resolve("stage/repository"))) {
            assertEquals(
                    List.of("colours-1986.a.jar", "colours-1986.b.jar", "index.xml"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void indexNamesEveryVersionByAnAddressBesideItAndHoldsNoTime() throws IOException {
        stage.writeRepository(list);
        String index = Files.readString(folder.resolve("stage/repository/index.xml"));
        assertTrue(index.contains("value=\"colours-1986.a.jar\"") && index.contains("1986.0.0.b"), index);
        assertTrue(index.contains("increment=\"0\""), index);
    }

    @Test
    void whatIsBehindTheLastToAnswerStandsInTheFeature() throws IOException {
        stage.writeRelease(list, new Coordinates("org.example", "common"), JsonObject.EMPTY_JSON_OBJECT);
        JsonObject behind = feature().getJsonObject("extensions").getJsonObject("behind-clients");
        assertEquals("fil.colours", behind.getJsonArray("text").getString(0));
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithTheNamesOfTheFiles() throws IOException {
        ReleaseProblems problems = new ReleaseProblems();
        MavenArtifact plain = bundle("org.example", "plain", "1", null, null);
        MavenArtifact copy = bundle("org.example", "copy", "7", "org.example.common", "2.1.0");
        List<StagedBundle> wrong = Stream.concat(
                        list.stream(), Stream.of(plain, copy).map(it -> StagedBundle.of(it, List.of(), List.of())))
                .toList();
        problems.name("no/name");
        wrong.forEach(it -> problems.bundle(it.chosen()));
        problems.twice(wrong);
        problems.last("fil", wrong);
        problems.unused("otherVersions", List.of(plain), list);
        String told = assertThrows(MojoFailureException.class, () -> problems.end("no/name"))
                .getMessage();
        assertEquals(6, told.lines().count(), told);
        assertTrue(told.contains("'no/name' cannot be the name of a release"), told);
        assertTrue(told.contains("plain-1.jar is not a bundle"), told);
        assertTrue(told.contains("org.example.common 2.1.0 is there 2 times"), told);
        assertTrue(told.contains("common-2.1.jar, ") && told.contains("copy-7.jar]"), told);
        assertTrue(told.contains("lastToAnswer: 'fil' is not group:artifact"), told);
        assertTrue(told.contains("otherVersions: the pom does not depend on org.example:plain"), told);
    }

    @Test
    void timeIsOfIsoOrSeconds() {
        assertEquals(TarGz.time("1986-01-26T00:00:00Z"), TarGz.time("507081600"));
        assertThrows(DateTimeException.class, () -> TarGz.time("soon"));
    }

    @Test
    void archiveHasTheSameBytesEachTimeAndOneProgram() throws IOException {
        Path files = Files.createDirectories(folder.resolve("files/bin"));
        Files.writeString(files.resolve("fil"), "#!/bin/sh\n");
        Files.writeString(files.resolve("help.txt"), "help\n");
        TarGz archive = new TarGz(Instant.ofEpochSecond(507081600), "bin/fil");
        Path one = folder.resolve("one.tar.gz");
        Path other = folder.resolve("other.tar.gz");
        archive.write(files.getParent(), one);
        Files.setLastModifiedTime(files.resolve("fil"), FileTime.from(Instant.EPOCH));
        archive.write(files.getParent(), other);
        assertEquals(-1, Files.mismatch(one, other));
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(one)))) {
            List<String> entries = new ArrayList<>();
            for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
                entries.add(each.getName() + " " + Integer.toOctalString(each.getMode() & 0777));
            }
            assertEquals(List.of("bin/ 755", "bin/fil 755", "bin/help.txt 644"), entries);
        }
    }

    @Test
    void listIsThePomsDependenciesInTheirOrderAndAPomStandsForThoseThatItLists() {
        Model model = new Model();
        model.addDependency(dependency("first", "jar"));
        model.addDependency(dependency("list", "pom"));
        model.addDependency(dependency("last", "jar"));
        Dependency provided = dependency("provided", "jar");
        provided.setScope("provided");
        model.addDependency(provided);
        MavenProject project = new MavenProject(model);
        project.setArtifacts(new LinkedHashSet<>(List.of(
                artifact("first", "jar", "runtime"),
                artifact("list", "pom", "runtime"),
                artifact("last", "jar", "runtime"),
                artifact("one", "jar", "runtime", "g:list:pom:1"),
                artifact("two", "jar", "compile", "g:list:pom:1"),
                artifact("of-a-test", "jar", "test", "g:list:pom:1"),
                artifact("of-one", "jar", "runtime", "g:list:pom:1", "g:one:jar:1"),
                artifact("of-first", "jar", "runtime", "g:first:jar:1"))));
        assertEquals(
                List.of("g:first:jar", "g:one:jar", "g:two:jar", "g:last:jar"),
                StartOrder.of(project).stream().map(StartOrder.Listed::key).toList());
    }

    private static Dependency dependency(String name, String type) {
        Dependency dependency = new Dependency();
        dependency.setGroupId("g");
        dependency.setArtifactId(name);
        dependency.setVersion("1");
        dependency.setType(type);
        return dependency;
    }

    private static Artifact artifact(String name, String type, String scope, String... by) {
        Artifact artifact = new DefaultArtifact("g", name, "1", scope, type, null, new DefaultArtifactHandler(type));
        List<String> trail = new ArrayList<>(List.of("g:project:pom:1"));
        trail.addAll(List.of(by));
        trail.add(artifact.getId());
        artifact.setDependencyTrail(trail);
        return artifact;
    }

    private JsonObject feature() throws IOException {
        try (var reader =
                Json.createReader(Files.newInputStream(folder.resolve("stage/releases/1986.b/1986.b.json")))) {
            return reader.readObject();
        }
    }

    private MavenArtifact bundle(String group, String artifact, String version, String name, String osgiVersion)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (name != null) {
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
            manifest.getMainAttributes().putValue("Bundle-Version", osgiVersion);
        }
        Path file = folder.resolve(artifact + "-" + version + ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.finish();
        }
        return MavenArtifact.of(group, artifact, version, file);
    }
}
