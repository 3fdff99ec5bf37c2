package fil.release.service;

import fil.release.AtomicFile;
import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.Limits;
import fil.release.archive.ReleaseArchive;
import fil.release.archive.Unpacking;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the release that somebody means: unpacked, an archive here, or one in the configured repository. */
final class Sources {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final int PATIENCE_MS = 10_000;
    private final ReleaseStore store;
    private final String repository;
    private final AtomicBoolean warned = new AtomicBoolean();

    Sources(ReleaseStore store, String repository) {
        this.store = store;
        this.repository = repository;
    }

    /**
     * @param what a name, {@code NAME/fil}, or the path of an archive
     * @param goesOn hears how a fetch that takes long goes on
     * @return the release meant
     * @throws ReleaseException if there is none, or its archive is refused
     */
    Candidate find(String what, Consumer<String> goesOn) {
        if (store.names().contains(what)) {
            return Candidate.unpacked(store, store.release(what));
        }
        Optional<Path> archive = store.archive(what);
        if (archive.isPresent()) {
            return archived(archive.get(), what);
        }
        if (repository.isEmpty() || what.contains("/") || what.contains("\\")) {
            throw store.unknown(what);
        }
        return downloaded(Release.requireName(what), goesOn);
    }

    private Candidate archived(Path archive, String what) {
        Unpacking unpacking = new Unpacking(store, new ReleaseArchive(archive, Limits.USUAL));
        if (!unpacking.decision().verified() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Archives are unpacked whoever made them; to say whom you trust put public keys into {}",
                    store.home().resolve("conf").resolve("trusted"));
        }
        boolean named = !what.endsWith(ReleaseStore.ARCHIVE);
        String name = what.replaceFirst("/fil$", "");
        if (named && !unpacking.release().name().equals(name)) {
            throw new ReleaseException(
                    archive + " holds release " + unpacking.release().name() + " instead of " + Release.printable(name)
                            + "; put the right archive there");
        }
        return Candidate.archived(store, unpacking);
    }

    private Candidate downloaded(String name, Consumer<String> goesOn) {
        URI address = address("fil-" + name + ReleaseStore.ARCHIVE);
        try {
            Path file = Files.createTempDirectory(store.releases(), ".unpack-")
                    .resolve("fil-" + name + ReleaseStore.ARCHIVE);
            try {
                download(address, file, goesOn);
                downloadSignature(address, file);
                return archived(file, name);
            } finally {
                // what is new of it is staged by now
                AtomicFile.delete(file.getParent());
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new ReleaseException("there is no release " + name + ": neither here nor at " + address, e);
        } catch (SSLHandshakeException e) {
            throw new ReleaseException(
                    "the certificate of " + address.getAuthority() + " is not trusted (" + e.getMessage()
                            + "); tell Java whom to trust, FIL_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE, and restart",
                    e);
        } catch (IOException e) {
            throw new ReleaseException("the release " + name + " could not be fetched from " + address + ": " + e, e);
        }
    }

    private URI address(String file) {
        try {
            URI address = new URI(repository.endsWith("/") ? repository : repository + "/").resolve(file);
            if (List.of("file", "https").contains(String.valueOf(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException e) {
            LOG.debug("{} is no URL", repository, e);
        }
        throw new ReleaseException(
                "release.repository is '" + repository + "', but must be a file: or https: URL (a space in it is %20)");
    }

    /** Whether a release without one is taken is not decided here. */
    private static void downloadSignature(URI address, Path file) throws IOException {
        try {
            download(URI.create(address + ".sig"), file.resolveSibling(file.getFileName() + ".sig"), size -> {});
        } catch (NoSuchFileException | FileNotFoundException none) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".sig"));
        }
    }

    private static void download(URI address, Path file, Consumer<String> goesOn) throws IOException {
        URLConnection connection = address.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        if (connection instanceof HttpURLConnection http && http.getResponseCode() / 100 == 3) {
            // Java follows those that stay with https by itself
            throw new IOException("it was moved to " + http.getHeaderField("Location"));
        }
        long size = connection.getContentLengthLong();
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long fetched = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                fetched += read;
                goesOn.accept(String.format("fetch      %s: %.1f of %.1f MB", address, fetched / 1e6, size / 1e6));
                if (fetched > Limits.USUAL.bytes()) {
                    throw new IOException("it is larger than " + Limits.USUAL.bytes() + " bytes");
                }
                out.write(buffer, 0, read);
            }
        }
    }
}
