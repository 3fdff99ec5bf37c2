package fil.release.trust;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides by its signature what may be installed: an archive before anything in it is looked at, a release that is unpacked each
 * time that it is to be installed, a bundle that is brought in by hand. It is never asked for an undo or at a boot. Whether what
 * is signed is too old is for {@link DowngradeGuard}.
 */
public final class Trust {
    /** The index of a folder of archives. */
    public static final String INDEX = ReleaseIndex.FILE;

    private static final String ANYBODY = "not verified: there is no ";
    private final Path folder;
    private final Counters counters;

    /**
     * @param home the folder of an installation
     * @return whom it trusts
     */
    public static Trust of(Path home) {
        return new Trust(home.resolve("conf").resolve("trusted"), new Counters(home.resolve("releases")));
    }

    Trust(Path folder, Counters counters) {
        this.folder = folder;
        this.counters = counters;
    }

    /**
     * @param archive an archive, with or without its signature and an index beside it
     * @param terms what is accepted of it
     * @return why it may be unpacked
     * @throws TrustException if it may not
     */
    public Decision decide(Path archive, Terms terms) {
        TrustedKeys trusted = TrustedKeys.read(folder);
        String what = "the archive " + archive.getFileName();
        Decision decision = decide(what, archive, trusted, terms);
        if (!decision.verified()) {
            return decision;
        }
        try {
            return new IndexCheck(trusted, counters, Instant.now())
                    .outdated(archive, decision.sha512(), terms)
                    .map(decision::older)
                    .orElse(decision);
        } catch (TrustException e) {
            throw new TrustException(what + " is refused: " + e.getMessage(), e);
        }
    }

    /**
     * @param what a bundle that is brought in by hand, or an archive that is only looked at, in words
     * @param file the file, with or without a signature beside it
     * @param terms what is accepted of it
     * @return why it is believed
     * @throws TrustException if it is not
     */
    public Decision decideFile(String what, Path file, Terms terms) {
        return decide(what, file, TrustedKeys.read(folder), terms);
    }

    /** @return whether the operator said whom to trust */
    public boolean isConfigured() {
        return !Files.notExists(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private Decision decide(String what, Path file, TrustedKeys trusted, Terms terms) {
        String sha512 = ArchiveDigest.sha512(file);
        if (!trusted.isConfigured()) {
            ArchiveSignature known = unasked(file, sha512);
            return new Decision(sha512, List.of(), ANYBODY + folder, known.counter(), known.lines(), List.of());
        }
        if (trusted.isRevoked(sha512)) {
            throw refused(what, "it is listed in " + folder.resolve("revoked"));
        }
        Optional<ArchiveSignature> signature = ArchiveSignature.beside(file);
        if (signature.filter(signed -> !signed.sha512().equals(sha512)).isPresent()) {
            throw refused(what, "it is not the one that was signed: its bytes were changed");
        }
        return decided(
                what,
                signature.orElseGet(() -> new ArchiveSignature(sha512, 0, Map.of())),
                "it is not signed: there is no " + ArchiveSignature.file(file).getFileName() + " beside it",
                trusted,
                terms);
    }

    /**
     * @param name the name of a release that was unpacked before
     * @param feature SHA-256 of its feature file
     * @param accepted what is known of its archive; none if it came with the installation
     * @param wasHere whether it, as it is, was installed here before
     * @param terms what is accepted of it
     * @return why it may be installed
     * @throws TrustException if it may not
     */
    public Decision decide(String name, String feature, Optional<Acceptance> accepted, boolean wasHere, Terms terms) {
        Decision known = accepted.map(it -> new Decision(
                        it.sha512(),
                        it.keys(),
                        "unpacked before, " + it.why(),
                        it.counter(),
                        it.signatures(),
                        List.of()))
                .orElseGet(() -> new Decision("", List.of(), "unpacked before", 0, List.of(), List.of()));
        if (wasHere) {
            return known.because(
                    accepted.map(it -> "installed here before, " + it.why()).orElse("installed here before"));
        }
        TrustedKeys trusted = TrustedKeys.read(folder);
        if (!trusted.isConfigured()) {
            return known;
        }
        String what = "the release " + name;
        if (trusted.isRevoked(known.sha512())) {
            throw refused(what, "its archive is listed in " + folder.resolve("revoked"));
        }
        boolean changed = accepted.filter(
                        it -> !it.feature().isEmpty() && !it.feature().equals(feature))
                .isPresent();
        if (!changed && known.signatures().isEmpty() && known.keys().stream().anyMatch(trusted::isTrusted)) {
            return known;
        }
        Decision decision = decided(
                what,
                ArchiveSignature.of(known.sha512(), known.counter(), changed ? List.of() : known.signatures()),
                changed
                        ? "its files are not those of the archive that was signed"
                        : known.keys().isEmpty()
                                ? "it was unpacked without a signature"
                                : "the key that signed it is "
                                        + (known.keys().stream().anyMatch(trusted::isRevoked)
                                                ? "listed in " + folder.resolve("revoked")
                                                : "no longer in " + folder),
                trusted,
                terms);
        return decision.because("unpacked before, " + decision.why());
    }

    /** @param without what is said of one without any signature */
    private Decision decided(
            String what, ArchiveSignature signature, String without, TrustedKeys trusted, Terms terms) {
        List<String> strangers = new ArrayList<>();
        List<PublicSide> signers;
        try {
            signers = signature.signers(trusted, strangers);
        } catch (TrustException forged) {
            throw refused(what, forged.getMessage());
        }
        if (!signers.isEmpty()) {
            String names = signers.stream().map(PublicSide::toString).collect(Collectors.joining(" and "));
            return new Decision(
                    signature.sha512(),
                    signers.stream().map(PublicSide::id).toList(),
                    "signed by " + names,
                    signature.counter(),
                    signature.lines(),
                    List.of());
        }
        String why = strangers.isEmpty() ? without : "it is signed by nobody who is trusted here, only by " + strangers;
        if (signature.octets().keySet().stream().anyMatch(trusted::isRevoked)) {
            throw refused(what, why + ", and the key that signed it is listed in " + folder.resolve("revoked"));
        }
        if (!terms.unsigned()) {
            throw new TrustException(refused(what, why).getMessage() + ", or take it as it is with " + Terms.UNSIGNED);
        }
        return new Decision(
                signature.sha512(),
                List.of(),
                "taken with " + Terms.UNSIGNED + ": " + why,
                0,
                signature.lines(),
                List.of(Terms.UNSIGNED));
    }

    /** Nobody asks for a signature, but later somebody may. */
    private static ArchiveSignature unasked(Path file, String sha512) {
        ArchiveSignature none = new ArchiveSignature(sha512, 0, Map.of());
        try {
            return ArchiveSignature.beside(file)
                    .filter(signed -> signed.sha512().equals(sha512))
                    .orElse(none);
        } catch (TrustException unreadable) {
            return none;
        }
    }

    private TrustException refused(String what, String why) {
        return new TrustException(what + " is refused: " + why + "; get one that is signed by a key in " + folder);
    }
}
