package fil.once;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A bundle that is nobody's of fil, and counts what it carries out.
 *
 * @param path what it serves, {@code /once}
 * @param executions the file that it writes a line to for each request that it begins
 * @param stop how long its stop takes
 */
public record CountingBundle(String path, Path executions, Duration stop) {
    private static final String[] CLASSES = {"Counting", "CountingServlet"};

    /** @return its symbolic name */
    public String name() {
        return "it" + path.replace('/', '.');
    }

    /**
     * Writes it.
     *
     * @param jar where to
     * @param version its version
     * @return the jar
     */
    public Path write(Path jar, String version) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest(version))) {
            for (String type : CLASSES) {
                String entry = "fil/once/servlet/" + type + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream in = CountingBundle.class.getResourceAsStream("/" + entry)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    private Manifest manifest(String version) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name());
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Activator", "fil.once.servlet.Counting");
        main.putValue(
                "Import-Package",
                "jakarta.servlet;version=\"[6,7)\",jakarta.servlet.http;version=\"[6,7)\",org.osgi.framework;version=\"[1.9,2)\"");
        main.putValue("Once-File", executions.toString());
        main.putValue("Once-Path", path);
        main.putValue("Once-Stop", Long.toString(stop.toMillis()));
        return manifest;
    }
}
