package fil.release.trust;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether an archive may be unpacked, before anything in it is looked at. */
public final class Trust {
    private final Path folder;

    /**
     * @param home the folder of an installation
     * @return whom it trusts
     */
    public static Trust of(Path home) {
        return new Trust(home.resolve("conf").resolve("trusted"));
    }

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
            return new Decision(sha512, List.of(), "not verified: there is no " + folder);
        }
        if (trusted.isRevoked(sha512)) {
            throw refused(archive, "it is listed in " + folder.resolve("revoked"));
        }
        List<PublicSide> signers = signers(archive, sha512, trusted);
        String names = signers.stream().map(PublicSide::toString).collect(Collectors.joining(" and "));
        return new Decision(sha512, signers.stream().map(PublicSide::id).toList(), "signed by " + names);
    }

    /**
     * @param name the name of a release that was unpacked before
     * @param accepted why it was
     * @throws TrustException if its archive, or each key that had signed it, was revoked since then
     */
    public void requireNotRevoked(String name, Acceptance accepted) {
        TrustedKeys trusted = TrustedKeys.read(folder);
        boolean keys = !accepted.keys().isEmpty() && accepted.keys().stream().allMatch(trusted::isRevoked);
        if (keys || trusted.isRevoked(accepted.sha512())) {
            throw new TrustException("the release " + name + " is refused: "
                    + (keys ? "the key that signed it" : "its archive") + " is listed in " + folder.resolve("revoked")
                    + "; get a release signed by a key in " + folder);
        }
    }

    private List<PublicSide> signers(Path archive, String sha512, TrustedKeys trusted) {
        Path file = ArchiveSignature.file(archive);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(archive, "it is not signed: there is no " + file.getFileName() + " beside it");
        }
        ArchiveSignature signature = ArchiveSignature.read(file);
        if (!signature.sha512().equals(sha512)) {
            throw refused(archive, "it is not the one that was signed: its bytes were changed");
        }
        List<PublicSide> signers = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, byte[]> one : signature.octets().entrySet()) {
            Optional<PublicSide> key = trusted.key(one.getKey());
            if (trusted.isRevoked(one.getKey())) {
                others.add(one.getKey().substring(0, 16) + " (revoked)");
            } else if (key.isEmpty()) {
                others.add(one.getKey().substring(0, 16));
            } else if (key.get().verifies(ArchiveSignature.message(sha512), one.getValue())) {
                signers.add(key.get());
            } else {
                throw refused(archive, "its signature by " + key.get() + " is forged");
            }
        }
        if (signers.isEmpty()) {
            throw refused(archive, "it is signed by nobody who is trusted here, only by " + others);
        }
        return signers;
    }

    private TrustException refused(Path archive, String why) {
        return new TrustException("the archive " + archive.getFileName() + " is refused: " + why
                + "; get a release signed by a key in " + folder);
    }
}
