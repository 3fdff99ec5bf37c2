package fil.once;

import fil.kit.TestJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A bundle that is nobody's of fil, and counts what it carries out.
 *
 * @param path what it serves, {@code /once}
 * @param executions the file that it writes a line to for each request that it begins
 * @param stop how long its stop takes
 */
public record CountingBundle(String path, Path executions, Duration stop) {
    private static final List<String> CLASSES = List.of("Counting", "CountingServlet");

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
    public Path write(Path jar, String version) {
        TestJar bundle = TestJar.bundle(name(), version)
                .header("Bundle-Activator", "fil.once.servlet.Counting")
                .header(
                        "Import-Package",
                        "jakarta.servlet;version=\"[6,7)\",jakarta.servlet.http;version=\"[6,7)\",org.osgi.framework;version=\"[1.9,2)\"")
                .header("Once-File", executions.toString())
                .header("Once-Path", path)
                .header("Once-Stop", Long.toString(stop.toMillis()));
        CLASSES.forEach(type -> bundle.type("fil.once.servlet." + type, CountingBundle.class.getClassLoader()));
        return bundle.into(jar);
    }
}
