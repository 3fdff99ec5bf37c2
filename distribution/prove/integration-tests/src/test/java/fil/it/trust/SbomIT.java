package fil.it.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each archive says what it is made of, in a form that others read, and says it of every jar in it. */
class SbomIT {
    @ParameterizedTest
    @ValueSource(strings = {Archives.A, Archives.B})
    void isValidCycloneDxAndNamesEveryJarWithItsDigestAndLicence(String release) throws IOException, ParseException {
        try (Installation installation = Installation.of(release)) {
            Path folder = installation.home().resolve("releases").resolve(release);
            Path file = folder.resolve("sbom.cdx.json");
            assertEquals(List.of(), new JsonParser().validate(file.toFile(), Version.VERSION_16));
            Bom bom = new JsonParser().parse(file.toFile());
            assertEquals(digests(installation.home()), digests(bom));
            String licences = Files.readString(folder.resolve("licences.txt"));
            for (Component component : bom.getComponents()) {
                assertLicensed(component);
                assertTrue(places(component).allMatch(licences::contains), component::getName);
            }
        }
    }

    /** What is not ours has a licence, and so has all that is inside of what is ours. */
    private static void assertLicensed(Component component) {
        boolean known = component.getLicenses() != null
                && !component.getLicenses().getLicenses().isEmpty();
        assertTrue(known || component.getGroup().equals("fil"), component::getPurl);
        if (component.getComponents() != null) {
            component.getComponents().forEach(SbomIT::assertLicensed);
        }
    }

    private static Stream<String> places(Component component) {
        return component.getProperties().stream()
                .filter(property -> property.getName().equals("fil:file"))
                .map(property -> property.getValue());
    }

    private static Map<String, String> digests(Bom bom) {
        Map<String, String> digests = new TreeMap<>();
        bom.getComponents().forEach(component -> places(component)
                .forEach(
                        place -> digests.put(place, component.getHashes().get(0).getValue())));
        return digests;
    }

    private static Map<String, String> digests(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(path -> path.toString().endsWith(".jar"))
                    .collect(Collectors.toMap(
                            path -> home.relativize(path).toString(), SbomIT::sha256, (one, two) -> one, TreeMap::new));
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
