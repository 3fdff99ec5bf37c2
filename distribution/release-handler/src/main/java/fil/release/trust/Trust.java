package fil.release.trust;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether an archive may be unpacked, before anything in it is looked at. */
public final class Trust {
    private final Path folder;

    /** @param folder {@code conf/trusted} of the installation */
    public Trust(Path folder) {
        this.folder = folder;
    }

    /**
     * @param archive an archive, with or without its signature beside it
     * @return why it may be unpacked
     * @throws TrustException if it may not
     */
    public Decision decide(Path archive) {
        TrustedKeys trusted = TrustedKeys.read(folder);
        String sha512 = ArchiveDigest.sha512(archive);
        if (!trusted.isConfigured()) {
            return new Decision(sha512, false, "not verified: " + folder + " has no keys");
        }
        if (trusted.isRevoked(sha512)) {
            throw refused(archive, "it is listed in " + folder.resolve("revoked"));
        }
        return new Decision(sha512, true, "signed by " + signer(archive, sha512, trusted));
    }

    private PublicSide signer(Path archive, String sha512, TrustedKeys trusted) {
        Path file = ArchiveSignature.file(archive);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(archive, "it is not signed: there is no " + file.getFileName() + " beside it");
        }
        ArchiveSignature signature = ArchiveSignature.read(file);
        if (!signature.sha512().equals(sha512)) {
            throw refused(archive, "it is not the one that was signed: its bytes were changed");
        }
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, byte[]> one : signature.octets().entrySet()) {
            Optional<PublicSide> key = trusted.key(one.getKey());
            if (trusted.isRevoked(one.getKey())) {
                others.add(one.getKey().substring(0, 16) + " (revoked)");
            } else if (key.isEmpty()) {
                others.add(one.getKey().substring(0, 16));
            } else if (key.get().verifies(ArchiveSignature.message(sha512), one.getValue())) {
                return key.get();
            } else {
                throw refused(archive, "its signature by " + key.get() + " is forged");
            }
        }
        throw refused(archive, "it is signed by nobody who is trusted here, only by " + others);
    }

    private TrustException refused(Path archive, String why) {
        return new TrustException("the archive " + archive.getFileName() + " is refused: " + why
                + "; get a release signed by a key in " + folder);
    }
}
