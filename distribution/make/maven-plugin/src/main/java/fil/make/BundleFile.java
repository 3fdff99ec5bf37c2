package fil.make;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What a feature says about a bundle, read from its file. */
record BundleFile(String symbolicName, String version, String sha256) {

    static BundleFile read(Path file) throws IOException {
        return of(file).orElseThrow(
                        () -> new IOException(file + " is not a bundle: its manifest has no Bundle-SymbolicName"));
    }

    /** @return empty if the jar is not a bundle */
    static Optional<BundleFile> of(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String name = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            if (name == null) {
                return Optional.empty();
            }
            String version = manifest.getMainAttributes().getValue("Bundle-Version");
            return Optional.of(new BundleFile(name.split(";")[0].trim(), osgi(version), digest(file)));
        }
    }

    JsonObject feature(String id, int order) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("start-order", order)
                .add("bundle", symbolicName)
                .add("version", version)
                .add("sha256", sha256)
                .build();
    }

    /** @return the version as the framework writes it: always three numbers */
    private static String osgi(String version) {
        String written = version == null ? "0" : version.trim();
        int numbers = written.split("\\.").length;
        return written + ".0".repeat(Math.max(0, 3 - numbers));
    }

    static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
