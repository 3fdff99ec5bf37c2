package fil.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** Programs of the machine that some tests need. Where one is missing a test is skipped loudly, but never in CI. */
public final class Programs {
    private Programs() {}

    public static Path need(String name, String debianPackage) {
        return find(name)
                .orElseThrow(() -> missing("NOT TESTED: there is no '" + name
                        + "' in the PATH. On Debian: apt-get install " + debianPackage));
    }

    /** What to throw where the machine lacks something: ends the test as skipped, as failed in CI. */
    public static RuntimeException missing(String message) {
        if ("true".equals(System.getenv("CI"))) {
            fail("CI tests everything, but " + message);
        }
        System.err.println("\n*** " + message + " ***\n");
        return new TestAbortedException(message);
    }

    private static Optional<Path> find(String name) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
