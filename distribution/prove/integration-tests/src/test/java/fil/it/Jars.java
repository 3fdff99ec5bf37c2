package fil.it;

import fil.kit.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Bundles that a test makes itself. */
public final class Jars {
    private Jars() {}

    /** A bundle with nothing but a manifest; headers come as name, value, name, value. */
    public static Path of(Path jar, String symbolicName, String version, String... headers) {
        return TestJar.bundle(symbolicName, version).headers(headers).into(jar);
    }

    /** A bundle with one class of the tests in it. */
    public static Path of(Path jar, String symbolicName, String version, Class<?> type, String... headers) {
        return TestJar.bundle(symbolicName, version).headers(headers).type(type).into(jar);
    }

    /** A copy of a jar with one class of the tests more, and these texts in place of its own. */
    public static Path with(Path from, Path to, String type, Map<String, String> texts) throws IOException {
        TestJar jar = TestJar.copy(from);
        texts.forEach(jar::entry);
        return jar.type(type, Jars.class.getClassLoader()).into(to);
    }
}
