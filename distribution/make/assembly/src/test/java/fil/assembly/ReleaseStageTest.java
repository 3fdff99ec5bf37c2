package fil.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStageTest {
    private static final Coordinates COMMON = new Coordinates("org.example", "common");
    private static final Coordinates COLOURS = new Coordinates("fil", "colours");
    private static final List<Coordinates> LIST = List.of(COMMON, COLOURS);

    @TempDir
    private Path folder;

    private MavenLayout layout;
    private ReleaseStage stage;

    @BeforeEach
    void layOut() throws IOException {
        layout = new MavenLayout(folder.resolve("layout"));
        stage = new ReleaseStage(folder.resolve("stage"), "1986.b");
        bundle(COMMON, "2.1", "org.example.common; singleton:=true", "2.1");
        bundle(COLOURS, "1986.a", "fil.colours", "1986.0.0.a");
        bundle(COLOURS, "1986.b", "fil.colours", "1986.0.0.b");
    }

    @Test
    void bundleWithAVersionOfTheNameOfTheReleaseTakesThat() throws IOException {
        stage.writeRelease(LIST, layout);
        assertTrue(Files.exists(folder.resolve("stage/bundle/colours-1986.b.jar")));
        assertFalse(Files.exists(folder.resolve("stage/bundle/colours-1986.a.jar")));
        JsonObject feature = feature();
        assertEquals("fil:fil:1986.b", feature.getString("id"));
        JsonObject colours = feature.getJsonArray("bundles").getJsonObject(1);
        assertEquals("fil:colours:1986.b", colours.getString("id"));
        assertEquals("1986.0.0.b", colours.getString("version"));
        assertEquals(2, colours.getInt("start-order"));
        assertTrue(colours.getString("sha256").matches("[0-9a-f]{64}"));
    }

    @Test
    void nameAndVersionAreAsTheFrameworkWritesThem() throws IOException {
        stage.writeRelease(LIST, layout);
        JsonObject common = feature().getJsonArray("bundles").getJsonObject(0);
        assertEquals("org.example.common", common.getString("bundle"));
        assertEquals("2.1.0", common.getString("version"));
    }

    @Test
    void repositoryHoldsEveryVersionOfWhatHasMoreThanOne() throws IOException {
        stage.writeRepository(LIST, layout);
        try (var files = Files.list(folder.resolve("stage/repository"))) {
            assertEquals(
                    List.of("colours-1986.a.jar", "colours-1986.b.jar", "index.xml"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void indexNamesEveryVersionByAnAddressBesideItAndHoldsNoTime() throws IOException {
        stage.writeRepository(LIST, layout);
        String index = Files.readString(folder.resolve("stage/repository/index.xml"));
        assertTrue(index.contains("value=\"colours-1986.a.jar\"") && index.contains("1986.0.0.b"), index);
        assertTrue(index.contains("increment=\"0\""), index);
    }

    @Test
    void leftoverOfAnotherVersionIsRefused() throws IOException {
        bundle(COMMON, "2.0", "org.example.common", "2.0");
        assertThrows(IOException.class, () -> stage.writeRelease(LIST, layout));
    }

    @Test
    void jarThatIsNoBundleIsRefused() throws IOException {
        Coordinates plain = new Coordinates("org.example", "plain");
        bundle(plain, "1", null, null);
        assertThrows(IOException.class, () -> stage.writeRelease(List.of(plain), layout));
    }

    @Test
    void listIsThePomsDependenciesOfScopeRuntimeInTheirOrder() throws IOException {
        List<Coordinates> list = StartOrder.read(Path.of("pom.xml"));
        assertTrue(list.contains(new Coordinates("fil", "fil-fsm")), list::toString);
        assertFalse(list.contains(new Coordinates("fil", "fil-launcher")), list::toString);
        assertTrue(
                list.indexOf(new Coordinates("org.osgi", "org.osgi.service.servlet"))
                        < list.indexOf(new Coordinates("org.apache.felix", "org.apache.felix.http.jetty12")),
                "the contracts of the web come before Jetty");
    }

    private JsonObject feature() throws IOException {
        try (var reader =
                Json.createReader(Files.newInputStream(folder.resolve("stage/releases/1986.b/1986.b.json")))) {
            return reader.readObject();
        }
    }

    private void bundle(Coordinates what, String version, String name, String osgiVersion) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (name != null) {
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
            manifest.getMainAttributes().putValue("Bundle-Version", osgiVersion);
        }
        Path file = layout.file(what, version);
        Files.createDirectories(file.getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.finish();
        }
    }
}
