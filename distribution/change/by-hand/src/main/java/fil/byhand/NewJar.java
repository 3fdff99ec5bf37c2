package fil.byhand;

import fil.signals.BundleJar;
import fil.signals.Fetch;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** The jar of a new version, read as a whole and looked at before the old version is stopped. */
final class NewJar {
    /** It is held in memory while its bundle is replaced: as large as a bundle of a release may be, at most. */
    private static final Fetch JAR = new Fetch(64L << 20);

    private static final Fetch SIGNATURE = new Fetch(16_384);

    private NewJar() {}

    /**
     * @return the bytes of a jar that is whole, of a bundle of that name
     * @throws IOException says what is wrong with it
     */
    static byte[] read(String url, String symbolicName) throws IOException {
        return read(url, name -> name.equals(symbolicName), ", not " + symbolicName);
    }

    /**
     * @return the bytes of a jar that is whole, of any bundle
     * @throws IOException says what is wrong with it
     */
    static byte[] read(String url) throws IOException {
        return read(url, name -> !name.isEmpty(), ": it has no Bundle-SymbolicName");
    }

    private static byte[] read(String url, Predicate<String> wanted, String otherwise) throws IOException {
        Path file = Files.createTempFile("fil-update", ".jar");
        try {
            fetch(url, file);
            String found = symbolicName(file);
            if (!wanted.test(found)) {
                throw new IOException(url + " is the bundle '" + found + "'" + otherwise + ".");
            }
            return Files.readAllBytes(file);
        } catch (ZipException e) {
            throw new IOException(url + " is not a whole jar: " + e.getMessage() + ".", e);
        } finally {
            Files.delete(file);
        }
    }

    /** What lies beside a jar as its signature; nothing if there is none. It is judged elsewhere. */
    static byte[] signature(String url) throws IOException {
        Path file = Files.createTempFile("fil-update", ".sig");
        try {
            SIGNATURE.into(new URL(url + ".sig"), file, (fetched, size) -> {});
            return Files.readAllBytes(file);
        } catch (FileNotFoundException | NoSuchFileException none) {
            return new byte[0];
        } catch (IOException e) {
            throw new IOException("The signature " + url + ".sig cannot be had: " + e.getMessage() + ".", e);
        } finally {
            Files.delete(file);
        }
    }

    /** The version that the manifest of a jar says; 0.0.0 if it says none. */
    static Version version(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fil-update", ".jar");
        try (JarFile jar = new JarFile(Files.write(file, bytes).toFile())) {
            return Version.parseVersion(jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_VERSION));
        } catch (IllegalArgumentException e) {
            throw new IOException("Its Bundle-Version is none: " + e.getMessage() + ".", e);
        } finally {
            Files.delete(file);
        }
    }

    private static void fetch(String url, Path file) throws IOException {
        try {
            JAR.into(new URL(url), file, (fetched, size) -> {});
        } catch (MalformedURLException e) {
            throw new IOException("'" + url + "' is no URL (" + e.getMessage() + "); a file is file:PATH.", e);
        } catch (FileNotFoundException e) {
            throw new IOException(url + " is not there.", e);
        } catch (ConnectException | UnknownHostException | SocketTimeoutException e) {
            throw new IOException(url + " cannot be reached: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new IOException(url + " cannot be fetched: " + e.getMessage() + ".", e);
        }
    }

    private static String symbolicName(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            BundleJar.readAll(jar);
            return BundleJar.symbolicName(jar).orElse("");
        }
    }
}
