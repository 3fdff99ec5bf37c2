package fil.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the archives are that the build has written, and where a test may write. */
public final class Archives {
    public static final String A = "1986.a";
    public static final String B = "1986.b";

    private Archives() {}

    /** The archive of a release; fails with what to do when the build has not written it. */
    public static Path of(String release) {
        Path archive = Path.of(System.getProperty("fil.archives", "distribution/make/assembly/target"))
                .resolve("fil-" + release + ".tar.gz")
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(archive)) {
            throw new AssertionError("There is no " + archive + ". Build it first: mvn package -DskipTests");
        }
        return archive;
    }
}
