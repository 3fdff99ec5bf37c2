package fil.release.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds an archive against the index that lies beside it: signed, not older than one that was seen, not expired, with the archive in it. */
record IndexCheck(TrustedKeys trusted, Counters counters, Instant now) {
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(24);

    /**
     * @return why the index does not say that the archive is current, which the terms accept; empty if it does
     * @throws TrustException if it is not accepted
     */
    Optional<String> outdated(Path archive, String sha512, Terms terms) {
        if (terms.back()) {
            return Optional.empty();
        }
        Path file = archive.resolveSibling(ReleaseIndex.FILE);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return terms.fetched() && seen(terms) > 0
                    ? refusedUnless(terms, "the repository has no " + ReleaseIndex.FILE + " any more, and it had one")
                    : Optional.empty();
        }
        ReleaseIndex index = ReleaseIndex.read(file);
        requireSigned(index, file);
        Optional<String> why = stale(index, archive, sha512, terms);
        if (why.isPresent()) {
            return refusedUnless(terms, why.get());
        }
        if (terms.older()) {
            // nothing is asked of what was seen, which may be damaged
            return Optional.empty();
        }
        try {
            counters.indexed(index.version());
        } catch (IOException e) {
            throw new TrustException("that its index was seen cannot be noted: " + e + "; make room, and try again", e);
        }
        return Optional.empty();
    }

    private void requireSigned(ReleaseIndex index, Path file) {
        List<String> strangers = new ArrayList<>();
        if (ArchiveSignature.signers(
                        ArchiveSignature.of("", 0, index.signatures()).octets(), index.message(), trusted, strangers)
                .isEmpty()) {
            throw new TrustException("the index " + file + " is signed by nobody who is trusted here"
                    + (strangers.isEmpty() ? "" : ", only by " + strangers)
                    + "; get it again from where it was published");
        }
    }

    private Optional<String> stale(ReleaseIndex index, Path archive, String sha512, Terms terms) {
        String name = archive.getFileName().toString();
        ReleaseIndex.Target target = index.targets().get(name);
        if (target != null && !target.sha512().equals(sha512)) {
            throw new TrustException("the index of its folder names another file " + name + ", of " + target.length()
                    + " bytes and with another digest; get both again from where they were published");
        }
        if (target == null) {
            return Optional.of("the index of its folder does not name it");
        }
        if (index.version() < seen(terms)) {
            return Optional.of("the index of its folder went back: its version is " + index.version() + ", and "
                    + seen(terms) + " was seen here");
        }
        if (now.plus(CLOCKS_DIFFER).isBefore(index.made())) {
            return Optional.of("the index of its folder was made at " + index.made() + ", and the clock here says "
                    + now + "; set the clock");
        }
        return now.isBefore(index.expires())
                ? Optional.empty()
                : Optional.of(
                        "the index of its folder expired at " + index.expires() + ", and the clock here says " + now);
    }

    /** With the flag it is no matter that nobody can tell. */
    private long seen(Terms terms) {
        try {
            return counters.index();
        } catch (TrustException damaged) {
            if (terms.older()) {
                return 0;
            }
            throw damaged;
        }
    }

    private static Optional<String> refusedUnless(Terms terms, String why) {
        if (!terms.older()) {
            throw new TrustException(why + "; get a newer index, or take the archive as it is with " + Terms.OLDER);
        }
        return Optional.of(why);
    }
}
