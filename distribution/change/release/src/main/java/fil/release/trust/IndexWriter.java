package fil.release.trust;

import fil.release.Release;
import fil.signals.Reason;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the signed index of a folder of archives, and signs those in it that are not signed yet. */
record IndexWriter(Path folder, List<SigningKey> keys, PrintStream out) {
    private static final String ARCHIVE = ".tar.gz";

    /**
     * @param lasts how long clients may believe it
     * @param wanted its version, if it is not to be the next one
     */
    void write(Duration lasts, OptionalLong wanted) {
        Path file = folder.resolve(ReleaseIndex.FILE);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, ReleaseIndex.Target> targets = new TreeMap<>();
        List<Path> archives = archives();
        long version = version(file, wanted);
        for (Path archive : archives) {
            targets.put(archive.getFileName().toString(), target(archive));
        }
        ReleaseIndex unsigned = new ReleaseIndex(version, now, now.plus(lasts), targets, List.of());
        List<String> signatures = new ArrayList<>();
        for (SigningKey key : keys) {
            signatures.add(key.id() + " " + Base64.getEncoder().encodeToString(key.sign(unsigned.message())));
        }
        ReleaseIndex index = new ReleaseIndex(version, now, unsigned.expires(), targets, signatures);
        index.write(file);
        ReleaseIndex.read(file);
        out.println(file + ": version " + version + ", " + targets.size()
                + (targets.size() == 1 ? " archive" : " archives") + ", until " + index.expires() + ", signed by "
                + String.join(" and ", keys.stream().map(SigningKey::shown).toList()));
    }

    private ReleaseIndex.Target target(Path archive) {
        for (SigningKey key : keys) {
            boolean signed = ArchiveSignature.beside(archive)
                    .filter(it -> it.octets().containsKey(key.id()))
                    .filter(it -> it.sha512().equals(ArchiveDigest.sha512(archive)))
                    .isPresent();
            if (!signed) {
                out.println(Signing.sign(archive, key) + " signed by " + key.shown());
            }
        }
        try {
            return new ReleaseIndex.Target(ArchiveDigest.sha512(archive), Files.size(archive));
        } catch (IOException e) {
            throw new TrustException("the archive " + archive + " cannot be read: " + Reason.ofFile(e), e);
        }
    }

    private List<Path> archives() {
        if (!Files.isDirectory(folder)) {
            throw new TrustException("there is no folder " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> archives = files.filter(
                            file -> file.getFileName().toString().endsWith(ARCHIVE))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (archives.isEmpty()) {
                throw new TrustException("there is no archive, NAME" + ARCHIVE + ", in " + folder);
            }
            archives.stream()
                    .filter(file -> !file.getFileName().toString().matches("[^\\p{C}]{1,255}"))
                    .findFirst()
                    .ifPresent(file -> {
                        throw new TrustException("the name of " + Release.printable(file.toString())
                                + " has control characters; give it another one");
                    });
            return archives;
        } catch (IOException e) {
            throw new TrustException("the folder " + folder + " cannot be read: " + Reason.ofFile(e), e);
        }
    }

    /** One more than that of the index that is there; a given one may not go back, and makes up for an index that is damaged. */
    private static long version(Path file, OptionalLong wanted) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return wanted.orElse(1);
        }
        long before;
        try {
            before = ReleaseIndex.read(file).version();
        } catch (TrustException damaged) {
            return wanted.orElseThrow(() -> new TrustException(
                    damaged.getMessage() + ", or say --counter N, greater than any that was published", damaged));
        }
        long version = wanted.orElse(before + 1);
        if (version <= before) {
            throw new TrustException("the index " + file + " has version " + before
                    + ", and clients take no smaller one; name a greater one");
        }
        return version;
    }
}
