package fil.byhand;

import fil.signals.BundleJar;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/** The jar of a new version, read as a whole and looked at before the old version is stopped. */
final class NewJar {
    private static final int PATIENCE_MILLIS = 30_000;

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
            byte[] bytes = fetched(url);
            Files.write(file, bytes);
            String found = symbolicName(file);
            if (!wanted.test(found)) {
                throw new IOException(url + " is the bundle '" + found + "'" + otherwise + ".");
            }
            return bytes;
        } catch (MalformedURLException e) {
            throw new IOException("'" + url + "' is no URL (" + e.getMessage() + "); a file is file:PATH.", e);
        } catch (FileNotFoundException e) {
            throw new IOException(url + " is not there.", e);
        } catch (ConnectException | UnknownHostException | SocketTimeoutException e) {
            throw new IOException(url + " cannot be reached: " + e.getMessage() + ".", e);
        } catch (ZipException e) {
            throw new IOException(url + " is not a whole jar: " + e.getMessage() + ".", e);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] fetched(String url) throws IOException {
        URLConnection connection = new URL(url).openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String symbolicName(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            BundleJar.readAll(jar);
            return BundleJar.symbolicName(jar).orElse("");
        }
    }
}
