package fil.release.pack;

import fil.release.Digest;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.archive.ArchiveLimits;
import fil.release.plan.BundleFacts;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * A bundle that comes into a release.
 *
 * @param file a copy of its jar, which nobody else changes
 * @param facts what its manifest says
 * @param sha256 of the file
 * @param licence its Bundle-License, or nothing
 * @param group its Maven group, or nothing where its jar names none, or several
 * @param artifact its Maven artifact, or its symbolic name
 */
record NewBundle(Path file, BundleFacts facts, String sha256, Optional<String> licence, String group, String artifact) {
    /** Of bundles that no build tool has given one. */
    private static final String NO_GROUP = "local";

    private static final int LARGEST_PROPERTIES = 1 << 16;

    /** @throws ReleaseException if it is no bundle that a release can have */
    static NewBundle read(Path file) {
        BundleFacts facts = BundleFacts.of(file);
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            if (Files.size(file) > ArchiveLimits.USUAL.bundle()) {
                throw new ReleaseException(
                        file.getFileName() + " is larger than a bundle of a release can be, which is "
                                + ArchiveLimits.USUAL.bundle() + " bytes");
            }
            Optional<Properties> maven = coordinates(jar);
            NewBundle bundle = new NewBundle(
                    file,
                    facts,
                    Digest.of(file),
                    Optional.ofNullable(jar.getManifest().getMainAttributes().getValue("Bundle-License"))
                            .map(Release::printable),
                    maven.map(it -> it.getProperty("groupId")).orElse(NO_GROUP),
                    maven.map(it -> it.getProperty("artifactId")).orElse(facts.symbolicName()));
            return bundle.hasPlace() ? bundle : bundle.withoutCoordinates();
        } catch (IOException | SecurityException e) {
            throw new ReleaseException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean hasPlace() {
        try {
            asNew(1);
            return true;
        } catch (ReleaseException notToBeWrittenInAFeature) {
            return false;
        }
    }

    private NewBundle withoutCoordinates() {
        NewBundle bundle = new NewBundle(file, facts, sha256, licence, NO_GROUP, facts.symbolicName());
        if (!bundle.hasPlace()) {
            throw new ReleaseException(file.getFileName() + " cannot be in a release: its symbolic name "
                    + Release.printable(facts.symbolicName())
                    + " has other signs than letters, digits, '.', '_' and '-', or is too long");
        }
        return bundle;
    }

    private static Optional<Properties> coordinates(JarFile jar) throws IOException {
        List<? extends ZipEntry> found = jar.stream()
                .filter(entry -> entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties"))
                .toList();
        if (found.size() != 1 || found.get(0).getSize() > LARGEST_PROPERTIES) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(found.get(0))) {
            properties.load(in);
        } catch (IllegalArgumentException notInLatin1) {
            return Optional.empty();
        }
        return Optional.of(properties).filter(it -> it.containsKey("groupId") && it.containsKey("artifactId"));
    }

    /** @return its place in a release that had none of its name */
    ReleaseBundle asNew(int startOrder) {
        return at(group + ":" + artifact, startOrder);
    }

    /** @return its place in a release that had another version of it: the same coordinates but for the version */
    ReleaseBundle inPlaceOf(ReleaseBundle before) {
        return at(before.id().substring(0, before.id().lastIndexOf(':')), before.startOrder());
    }

    private ReleaseBundle at(String coordinates, int startOrder) {
        return new ReleaseBundle(
                coordinates + ":" + facts.version(), facts.symbolicName(), facts.version(), startOrder, sha256);
    }

    /** @return what the feature says of it; what it said of the one before it beyond that stays */
    static JsonObject entry(ReleaseBundle bundle, JsonObject before) {
        return JsonFile.JSON
                .createObjectBuilder(before)
                .add("id", bundle.id())
                .add("start-order", bundle.startOrder())
                .add("bundle", bundle.symbolicName())
                .add("version", bundle.version().toString())
                .add("sha256", bundle.sha256())
                .build();
    }
}
