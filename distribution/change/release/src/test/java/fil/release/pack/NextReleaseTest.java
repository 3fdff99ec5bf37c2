package fil.release.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestJar;
import fil.kit.TestRelease;
import fil.kit.TestTar;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.ArchiveLimits;
import fil.release.archive.ReleaseArchive;
import fil.release.archive.Unpacking;
import fil.release.trust.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextReleaseTest {
    private static final String SBOM = """
            {"bomFormat":"CycloneDX","metadata":{"component":{"name":"fil","version":"1.a","bom-ref":"fil@1.a"}},
             "components":[
              {"name":"one","bom-ref":"one@1","properties":[{"name":"fil:file","value":"bundle/one-1.0.0.jar"}]},
              {"name":"two","bom-ref":"two@1","properties":[{"name":"fil:file","value":"bundle/two-1.0.0.jar"},
                                                            {"name":"fil:file","value":"repository/two-1.0.0.jar"}]},
              {"name":"last","bom-ref":"last@1","properties":[{"name":"fil:file","value":"bundle/last-1.0.0.jar"}]}],
             "dependencies":[{"ref":"fil@1.a","dependsOn":["one@1","two@1","last@1"]}]}
            """;
    private static final String LICENCES = """
            What fil 1.a is made of, and under which licences.

            bundle/one-1.0.0.jar: MIT
                part:of-one:1: MIT
            bundle/two-1.0.0.jar, repository/two-1.0.0.jar: MIT
            bundle/last-1.0.0.jar: MIT

            ======== part ========

                Permission\r
            """;

    @TempDir
    private Path folder;

    private ReleaseStore store;
    private Path archive;

    @BeforeEach
    void aRelease() throws IOException {
        Map<String, byte[]> jars = new LinkedHashMap<>();
        List.of("one", "two", "last").forEach(name -> jars.put(name + "-1.0.0.jar", TestRelease.jar(name, "1.0.0")));
        String feature = TestRelease.feature("1.a", jars)
                .replaceFirst(
                        "\\}$",
                        ",\"configurations\":{\"some.pid\":{\"share\":1.5}},\"extensions\":{\"behind-clients\":"
                                + "{\"type\":\"text\",\"kind\":\"optional\",\"text\":[\"last\"]}}}");
        TestTar tar = new TestTar()
                .file("bin/fil", octets("#!/bin/sh"))
                .file("releases/1.a/1.a.json", octets(feature))
                .file("releases/1.a/sbom.cdx.json", octets(SBOM))
                .file("releases/1.a/licences.txt", octets(LICENCES))
                .file("repository/two-1.0.0.jar", jars.get("two-1.0.0.jar"));
        jars.forEach((name, jar) -> tar.file("bundle/" + name, jar));
        archive = tar.into(folder.resolve("fil-1.a.tar.gz"));
        store = new ReleaseStore(Files.createDirectory(folder.resolve("home")));
    }

    @Test
    void bundlesAreReplacedAddedAndLeftOutAndAllElseStays() throws IOException {
        NextRelease.Packed packed =
                pack("1.b", Set.of("one"), jar("two", "1.1.0"), jar("more", "3.0.0", "Bundle-License", "Apache-2.0"));
        assertEquals(List.of("two 1.0.0 -> 1.1.0", "more 3.0.0 is new", "one 1.0.0 is left out"), packed.changes());
        assertTrue(packed.billOfMaterials());
        Path next = folder.resolve("fil-1.b.tar.gz");
        var contents = new ReleaseArchive(next, ArchiveLimits.USUAL).inspect();
        assertEquals(
                List.of("g:two:1.1.0 2", "local:more:3.0.0 2", "g:last:1.0.0 3"),
                contents.release().bundles().stream()
                        .map(bundle -> bundle.id() + " " + bundle.startOrder())
                        .toList());
        assertEquals(Set.of("last"), contents.release().behindClients());
        assertEquals(1.5, contents.release().configurations().get("some.pid").get("share"));
        for (ReleaseBundle bundle : contents.release().bundles()) {
            assertEquals(
                    bundle.sha256(), contents.bundles().get(bundle.fileName()).sha256());
        }
        assertEquals(3, contents.bundles().size());
        Path home = extracted(next);
        assertEquals("#!/bin/sh", Files.readString(home.resolve("bin/fil")));
        assertFalse(Files.exists(home.resolve("releases/1.a")));
        assertEquals("""
                What fil 1.b is made of, and under which licences.

                repository/two-1.0.0.jar: MIT
                bundle/last-1.0.0.jar: MIT
                bundle/two-1.1.0.jar: see its own file
                bundle/more-3.0.0.jar: Apache-2.0

                ======== part ========

                    Permission\r
                """, Files.readString(home.resolve("releases/1.b/licences.txt")));
        String sbom = Files.readString(home.resolve("releases/1.b/sbom.cdx.json"));
        assertTrue(sbom.contains("fil@1.b") && sbom.contains("repository/two-1.0.0.jar"), sbom);
        assertTrue(sbom.contains("pkg:maven/local/more@3.0.0") && !sbom.contains("one@1"), sbom);
        assertFalse(sbom.contains("bundle/two-1.0.0.jar"), sbom);
        assertTrue(Files.readString(home.resolve("bin/files.sha256")).contains("  releases/1.b/1.b.json\n"));
    }

    @Test
    void theSameContentGivesTheSameArchive() throws IOException {
        Path jar = jar("two", "1.1.0");
        pack("1.b", Set.of(), jar);
        byte[] first = Files.readAllBytes(folder.resolve("fil-1.b.tar.gz"));
        Files.delete(folder.resolve("fil-1.b.tar.gz"));
        pack("1.b", Set.of(), jar);
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("fil-1.b.tar.gz")));
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNothingIsWritten() throws IOException {
        Path noBundle = Files.writeString(folder.resolve("no.jar"), "no jar");
        Path twin = Files.copy(jar("two", "1.2.0"), folder.resolve("twin.jar"));
        List<String> problems = assertThrows(
                        PackRefusedException.class,
                        () -> pack(
                                "1.b",
                                Set.of("nobody", "two"),
                                noBundle,
                                folder.resolve("nowhere.jar"),
                                twin,
                                jar("two", "1.1.0"),
                                jar("one", "1.0.0", "X-Other", "bytes")))
                .problems();
        assertEquals(6, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("no.jar is no bundle"), problems::toString);
        assertTrue(problems.get(1).contains("no file"), problems::toString);
        assertTrue(problems.get(2).contains("twin.jar and two.jar are both two"), problems::toString);
        assertTrue(problems.get(3).contains("no bundle nobody"), problems::toString);
        assertTrue(problems.get(4).contains("both named and left out"), problems::toString);
        assertTrue(problems.get(5).contains("raise its Bundle-Version"), problems::toString);
        nothingIsLeft();
    }

    @Test
    void aJarThatIsThereAlreadyIsNoNextRelease() throws IOException {
        PackRefusedException refused =
                assertThrows(PackRefusedException.class, () -> pack("1.b", Set.of(), jar("one", "1.0.0")));
        assertTrue(refused.getMessage().contains("nothing differs"), refused::getMessage);
        nothingIsLeft();
    }

    @Test
    void aNameThatNoFeatureCanHaveIsRefusedAndCoordinatesThatItCannotHaveAreLeft() throws IOException {
        assertTrue(refused("1.b", jar("odd", "1.0.0", "Bundle-SymbolicName", "../evil"))
                .contains("odd.jar cannot be in a release: its symbolic name ../evil"));
        Path jar = TestJar.of(TestRelease.headers("more", "1.0.0"))
                .entry("META-INF/maven/g/a/pom.properties", "groupId=../g\nartifactId=a b\n")
                .into(folder.resolve("more.jar"));
        pack("1.b", Set.of(), jar);
        assertEquals(
                "local:more:1.0.0",
                new ReleaseArchive(folder.resolve("fil-1.b.tar.gz"), ArchiveLimits.USUAL)
                        .inspect()
                        .release()
                        .bundle("more")
                        .orElseThrow()
                        .id());
    }

    @Test
    void namesAndFilesThatAreTakenAreRefused() throws IOException {
        try (Unpacking unpacking =
                new Unpacking(store, new ReleaseArchive(archive, ArchiveLimits.USUAL), Terms.STRICT)) {
            unpacking.stage();
            unpacking.settle();
        }
        assertTrue(refused("1.a", jar("two", "1.1.0")).contains("there is a release 1.a already"));
        assertTrue(refused("../b", jar("two", "1.1.0")).contains("cannot be the name"));
        Files.writeString(folder.resolve("fil-1.c.tar.gz"), "somebody's");
        assertTrue(refused("1.c", jar("two", "1.1.0")).contains("is there already"));
        assertEquals("somebody's", Files.readString(folder.resolve("fil-1.c.tar.gz")));
        Path link = Files.createSymbolicLink(folder.resolve("fil-1.d.tar.gz"), folder.resolve("nothing"));
        assertTrue(refused("1.d", jar("two", "1.1.0")).contains("is a link to a file that is not there"));
        assertTrue(Files.isSymbolicLink(link) && Files.notExists(link), "it is as it was");
    }

    @Test
    void nameOfAJarMayBeginAsAnOptionDoes() throws IOException {
        Path jar = Files.move(jar("two", "1.1.0"), folder.resolve("-xzf two.jar"));
        assertEquals(List.of("two 1.0.0 -> 1.1.0"), pack("1.b", Set.of(), jar).changes());
    }

    @Test
    void whatIsNotAsItWasReleasedIsNoGround() throws IOException {
        Files.writeString(folder.resolve("damaged.tar.gz"), "no archive");
        assertThrows(ReleaseException.class, () -> new NextRelease(
                        store,
                        new PackOrder(
                                folder.resolve("damaged.tar.gz").toString(),
                                "1.b",
                                List.of(jar("two", "1.1.0")),
                                Set.of(),
                                folder.resolve("fil-1.b.tar.gz")))
                .pack());
        nothingIsLeft();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String refused(String name, Path jar) {
        return assertThrows(PackRefusedException.class, () -> pack(name, Set.of(), jar))
                .getMessage();
    }

    private void nothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.noneMatch(
                    file -> file.toString().contains("1.b") || file.toString().contains(".fil-pack")));
        }
    }

    private NextRelease.Packed pack(String name, Set<String> without, Path... jars) {
        return new NextRelease(
                        store,
                        new PackOrder(
                                archive.toString(),
                                name,
                                List.of(jars),
                                without,
                                folder.resolve("fil-" + name.replace("/", "") + ".tar.gz")))
                .pack();
    }

    private Path jar(String name, String version, String... more) {
        try {
            return Files.write(folder.resolve(name + ".jar"), TestRelease.jar(name, version, more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path extracted(Path next) throws IOException {
        Path home = Files.createDirectory(folder.resolve("extracted"));
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("tar", "-xzf", next.toString())
                            .directory(home.toFile())
                            .inheritIO()
                            .start()
                            .waitFor());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return home;
    }
}
