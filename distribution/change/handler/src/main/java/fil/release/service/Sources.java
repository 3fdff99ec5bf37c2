package fil.release.service;

import fil.release.ArchiveLookup;
import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.ArchiveLimits;
import fil.release.archive.ReleaseArchive;
import fil.release.archive.Unpacking;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeListener;
import fil.release.trust.Terms;
import fil.release.trust.Trust;
import fil.signals.Fetch;
import fil.signals.SystemName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the release that somebody means: unpacked, an archive here, or one in the configured repository. */
final class Sources {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final Fetch ARCHIVE = new Fetch(ArchiveLimits.USUAL.bytes());
    /** As much as an index may have; a signature has less. */
    private static final Fetch BESIDE = new Fetch(4 << 20);

    private final ReleaseStore store;
    private final String repository;
    private final AtomicBoolean warned = new AtomicBoolean();

    Sources(ReleaseStore store, String repository) {
        this.store = store;
        this.repository = repository;
    }

    /**
     * @param what a name, {@code NAME/fil}, or the path of an archive
     * @param terms what is accepted of it
     * @return the release meant
     * @throws ReleaseException if there is none, or its archive is refused
     */
    Candidate find(String what, Terms terms) {
        try (Fetched fetched = fetch(what, event -> {})) {
            return find(fetched, terms);
        }
    }

    /** What is new of an archive is staged when this returns. */
    Candidate find(Fetched meant, Terms terms) {
        String what = meant.what();
        if (meant.archive().isPresent()) {
            return archived(meant.archive().get(), what, terms.ofFetched());
        }
        if (store.names().contains(what)) {
            return Candidate.unpacked(store, store.release(what), terms);
        }
        return archived(
                store.archives().find(what).orElseThrow(() -> store.archives().unknown(what, store.names())),
                what,
                terms);
    }

    /**
     * Fetches what only the repository has. It changes nothing, so nobody else has to wait for a stranger who is slow.
     *
     * @param listener hears how a fetch that takes long goes on
     */
    Fetched fetch(String what, ChangeListener listener) {
        boolean here =
                store.names().contains(what) || store.archives().find(what).isPresent();
        if (here || what.isEmpty() || repository.isEmpty() || what.contains("/") || what.contains("\\")) {
            return Fetched.here(what);
        }
        return downloaded(Release.requireName(what), listener);
    }

    private Candidate archived(Path archive, String what, Terms terms) {
        Unpacking unpacking = new Unpacking(store, new ReleaseArchive(archive, ArchiveLimits.USUAL), terms);
        if (!Trust.of(store.layout().home()).isConfigured() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Archives are unpacked whoever made them; to say whom you trust put public keys into {}",
                    store.layout().home().resolve("conf").resolve("trusted"));
        }
        boolean named = !what.endsWith(ArchiveLookup.ENDING);
        String name = ArchiveLookup.release(what);
        if (named && !unpacking.release().name().equals(name)) {
            throw new ReleaseException(
                    archive + " holds release " + unpacking.release().name() + " instead of " + Release.printable(name)
                            + "; put the right archive there");
        }
        return Candidate.archived(store, unpacking, terms);
    }

    private Fetched downloaded(String name, ChangeListener listener) {
        URI address = address(SystemName.archive(name));
        try {
            Fetched fetched =
                    Fetched.into(Files.createTempDirectory(store.layout().releases(), ".unpack-"), name);
            boolean whole = false;
            try {
                download(address, fetched.archive().orElseThrow(), listener);
                Path archive = fetched.archive().orElseThrow();
                downloadIfThere(address + ".sig", archive.resolveSibling(archive.getFileName() + ".sig"));
                if (Trust.of(store.layout().home()).isConfigured()) {
                    downloadIfThere(address.resolve(Trust.INDEX).toString(), archive.resolveSibling(Trust.INDEX));
                }
                whole = true;
                return fetched;
            } finally {
                if (!whole) {
                    fetched.close();
                }
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new ReleaseException("there is no release " + name + ": neither here nor at " + address, e);
        } catch (SSLHandshakeException e) {
            throw new ReleaseException(
                    "the certificate of " + address.getAuthority() + " is not trusted (" + e.getMessage()
                            + "); tell Java whom to trust, " + SystemName.variable("JAVA_OPTS")
                            + "=-Djavax.net.ssl.trustStore=FILE, and restart",
                    e);
        } catch (IOException e) {
            throw new ReleaseException(
                    "the release " + name + " could not be fetched from " + address + ": " + e.getMessage(), e);
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

    /** Whether a release without a signature or an index is taken is not decided here. */
    private static void downloadIfThere(String address, Path file) throws IOException {
        try {
            BESIDE.into(URI.create(address).toURL(), file, (fetched, size) -> {});
        } catch (NoSuchFileException | FileNotFoundException none) {
            Files.deleteIfExists(file);
        }
    }

    private static void download(URI address, Path file, ChangeListener listener) throws IOException {
        long began = System.nanoTime();
        ARCHIVE.into(
                address.toURL(),
                file,
                (fetched, size) -> listener.heard(new ChangeEvent.Fetches(
                        Duration.ofNanos(System.nanoTime() - began), address.toString(), fetched, size)));
    }
}
