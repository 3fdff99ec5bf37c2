package fil.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What a JDK's folder says about it. */
final class Jdk {
    private Jdk() {}

    static String version(Path home) {
        return "Java " + property(home, "JAVA_RUNTIME_VERSION", property(home, "JAVA_VERSION", "?"));
    }

    static int feature(Path home) {
        return Runtime.Version.parse(property(home, "JAVA_VERSION", "17")).feature();
    }

    static String command(Path home) {
        return home.resolve("bin").resolve("java").toString();
    }

    private static String property(Path home, String name, String otherwise) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new IllegalArgumentException(home + " is no JDK: it has no readable file 'release'", e);
        }
        return release.getProperty(name, otherwise).replace("\"", "");
    }
}
