package fil.release.archive;

import fil.release.AtomicFile;
import fil.release.Digest;
import fil.release.FeatureFile;
import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.trust.ArchiveDigest;
import fil.signals.Reason;
import fil.signals.SystemName;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file {@code fil-NAME.tar.gz}. It is read as a whole before a byte of it is believed. */
public final class ReleaseArchive {
    private static final Pattern FEATURE = Pattern.compile("releases/([^/]+)/\\1\\.json");
    private static final Pattern BUNDLE = Pattern.compile("bundle/([^/]+\\.jar)");
    private static final int LARGEST_FEATURE = 1 << 20;

    private final Path file;
    private final ArchiveLimits limits;

    /**
     * @param file the archive
     * @param limits what it may cost
     */
    public ReleaseArchive(Path file, ArchiveLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** @return the file */
    public Path file() {
        return file;
    }

    /**
     * Reads the whole archive and writes nothing.
     *
     * @return what is in it
     * @throws RefusedException if it is not a sound archive of one release
     */
    public ArchiveContents inspect() {
        Map<String, ArchiveContents.Found> bundles = new HashMap<>();
        Map<String, ByteArrayOutputStream> features = new HashMap<>();
        String sha512 = walk(name -> {
            Matcher feature = FEATURE.matcher(name);
            if (feature.matches()) {
                ByteArrayOutputStream text = new BoundedText(name, LARGEST_FEATURE);
                features.put(feature.group(1), text);
                return text;
            }
            Matcher bundle = BUNDLE.matcher(name);
            return bundle.matches() ? measured(bundles, bundle.group(1)) : OutputStream.nullOutputStream();
        });
        if (features.size() != 1) {
            throw refused("", "holds " + features.size() + " releases/NAME/NAME.json instead of one");
        }
        Map.Entry<String, ByteArrayOutputStream> feature =
                features.entrySet().iterator().next();
        return contents(feature.getKey(), feature.getValue().toByteArray(), bundles, sha512);
    }

    /**
     * @param visited hears the name of each file
     * @return the SHA-256 of each file in it, by its name
     * @throws RefusedException if the archive is not sound
     */
    public Map<String, String> digests(Consumer<String> visited) {
        Map<String, MessageDigest> digests = new TreeMap<>();
        walk(name -> {
            MessageDigest digest = Digest.sha256();
            digests.put(name, digest);
            visited.accept(name);
            return new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        });
        Map<String, String> all = new TreeMap<>();
        digests.forEach((name, digest) -> all.put(name, HexFormat.of().formatHex(digest.digest())));
        return all;
    }

    /**
     * Copies the bundles asked for into a folder.
     *
     * @param places where each file of {@code bundle/} goes, by its name; others are left out
     * @throws RefusedException if the archive is no longer sound
     */
    public void extract(Map<String, Path> places) {
        walk(name -> {
            Matcher bundle = BUNDLE.matcher(name);
            return bundle.matches() && places.containsKey(bundle.group(1))
                    ? Files.newOutputStream(places.get(bundle.group(1)))
                    : OutputStream.nullOutputStream();
        });
    }

    /**
     * Looks into bundles of a release, which are copied into a folder that is gone afterwards.
     *
     * @param release the release in this archive
     * @param look gets where each bundle is, if it is in the archive
     * @param <T> what it finds
     * @return what it found
     * @throws IOException if there is no such folder to be had
     * @throws RefusedException if the archive is no longer sound
     */
    public <T> T look(Release release, Function<Function<ReleaseBundle, Path>, T> look) throws IOException {
        Path folder = Files.createTempDirectory("fil-archive-");
        try {
            Map<String, Path> places = new HashMap<>();
            release.bundles().forEach(bundle -> places.put(bundle.fileName(), folder.resolve(bundle.fileName())));
            extract(places);
            return look.apply(bundle -> places.get(bundle.fileName()));
        } finally {
            AtomicFile.delete(folder);
        }
    }

    private ArchiveContents contents(
            String name, byte[] text, Map<String, ArchiveContents.Found> bundles, String sha512) {
        String entry = "releases/" + name + "/" + name + ".json";
        try {
            String feature = EntryNames.decode(text);
            Release release = FeatureFile.parse(feature);
            if (!release.name().equals(name)) {
                throw refused(entry, "is of release " + release.name());
            }
            String system = FeatureFile.system(feature);
            if (!system.equals(SystemName.VALUE)) {
                throw refused(
                        entry,
                        "is a release of the system " + Release.printable(system) + ", and this one is "
                                + SystemName.VALUE);
            }
            return new ArchiveContents(release, feature, bundles, sha512);
        } catch (RefusedException e) {
            throw e;
        } catch (ArchiveException e) {
            throw refused(entry, "is not UTF-8");
        } catch (ReleaseException e) {
            throw refused(entry, "is not valid: " + e.getMessage());
        }
    }

    /** @return the SHA-512 of what was read, which is all of the file */
    private String walk(TarReader.Visitor visitor) {
        MessageDigest digest = ArchiveDigest.sha512();
        try (TarReader tar = tar(digest)) {
            tar.read(visitor);
            return HexFormat.of().formatHex(digest.digest());
        } catch (ArchiveException e) {
            throw refused(e.entry(), e.getMessage());
        } catch (UncheckedIOException e) {
            ArchiveException why = (ArchiveException) e.getCause();
            throw refused(why.entry(), why.getMessage());
        } catch (IOException e) {
            throw new ReleaseException("the archive " + file + " cannot be read or written: " + Reason.ofFile(e), e);
        }
    }

    private TarReader tar(MessageDigest digest) throws IOException {
        InputStream in = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), digest);
        return new TarReader(new GzipMember(in, limits.ratio()), limits);
    }

    private RefusedException refused(String entry, String why) {
        return RefusedException.archive(file, new Problem.ArchiveDamaged(file, entry, why));
    }

    private OutputStream measured(Map<String, ArchiveContents.Found> bundles, String name) {
        MessageDigest digest = Digest.sha256();
        return new DigestOutputStream(OutputStream.nullOutputStream(), digest) {
            private long size;

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                super.write(octets, offset, length);
                size += length;
                if (size > limits.bundle()) {
                    throw new ArchiveException("bundle/" + name, "is larger than " + limits.bundle() + " bytes");
                }
            }

            @Override
            public void close() {
                bundles.put(name, new ArchiveContents.Found(size, HexFormat.of().formatHex(digest.digest())));
            }
        };
    }

    /** A text that may not grow without end. */
    private static final class BoundedText extends ByteArrayOutputStream {
        private final String name;
        private final int most;

        BoundedText(String name, int most) {
            this.name = name;
            this.most = most;
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            if (size() + length > most) {
                throw new UncheckedIOException(new ArchiveException(name, "is larger than " + most + " bytes"));
            }
            super.write(octets, offset, length);
        }
    }
}
