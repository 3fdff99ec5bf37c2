package fil.release.trust;

import java.util.List;
import java.util.stream.Stream;

/**
 * That a release may be installed as far as its signature goes, and why.
 *
 * @param sha512 of the archive that was looked at; what is unpacked later must have the same
 * @param keys the ids of the trusted keys that signed it; none if no trust is configured, or none was asked for
 * @param why one clause for the operator and the history
 * @param counter that its signature says, which is greater the newer it is; 0 if none
 * @param signatures all signatures of the archive, each the id of a key and Base64, to be looked at again when it is installed
 * @param waived the flags without which it would have been refused
 */
public record Decision(
        String sha512, List<String> keys, String why, long counter, List<String> signatures, List<String> waived) {
    /** Takes copies. */
    public Decision {
        keys = List.copyOf(keys);
        signatures = List.copyOf(signatures);
        waived = List.copyOf(waived);
    }

    /** @return whether somebody who is trusted signed it */
    public boolean verified() {
        return !keys.isEmpty();
    }

    Decision older(String reason) {
        return new Decision(
                sha512,
                keys,
                why + ", taken with " + Terms.OLDER + ": " + reason,
                counter,
                signatures,
                waived.contains(Terms.OLDER)
                        ? waived
                        : Stream.concat(waived.stream(), Stream.of(Terms.OLDER)).toList());
    }

    Decision because(String reason) {
        return new Decision(sha512, keys, reason, counter, signatures, waived);
    }
}
