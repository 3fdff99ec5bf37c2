package fil.release.trust;

import fil.release.AtomicFile;
import fil.signals.SmallFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The greatest counters that an installation has seen, {@code releases/counters.properties}: they only grow, so that what is
 * older is known for older. To begin anew, the operator deletes the file.
 */
public final class Counters {
    private static final String RELEASE = "release";
    private static final String INDEX = "index";
    private static final Object LOCK = new Object();
    private final Path file;

    /** @param releases the folder of the releases */
    public Counters(Path releases) {
        this.file = releases.resolve("counters.properties");
    }

    /**
     * Notes that a release was installed.
     *
     * @param counter of the release
     * @throws IOException if it could not be noted
     */
    public void installed(long counter) throws IOException {
        grow(RELEASE, counter);
    }

    void indexed(long counter) throws IOException {
        grow(INDEX, counter);
    }

    /** @return the greatest of a release that was installed; 0 if none had one */
    long release() {
        return read(RELEASE);
    }

    /** @return the greatest of an index that was believed; 0 if there was none */
    long index() {
        return read(INDEX);
    }

    private void grow(String what, long counter) throws IOException {
        synchronized (LOCK) {
            if (counter > read(what)) {
                long release = what.equals(RELEASE) ? counter : read(RELEASE);
                long index = what.equals(INDEX) ? counter : read(INDEX);
                Files.createDirectories(file.getParent());
                AtomicFile.write(
                        file,
                        "# The greatest counters seen of what was signed; they only grow.\n" + RELEASE + "=" + release
                                + "\n" + INDEX + "=" + index + "\n");
            }
        }
    }

    private long read(String what) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(SmallFile.text(file, SmallFile.USUAL)));
            long value = Long.parseLong(values.getProperty(what, "none"));
            if (value >= 0) {
                return value;
            }
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException e) {
            throw new TrustException(e.getMessage() + "; without it nobody knows what is older", e);
        } catch (IllegalArgumentException damaged) {
            throw new TrustException(damaged(), damaged);
        }
        throw new TrustException(damaged());
    }

    private String damaged() {
        return file + " is damaged, so nobody knows what is older; restore it, or delete it to begin anew";
    }
}
