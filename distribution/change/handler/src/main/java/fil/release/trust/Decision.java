package fil.release.trust;

import java.util.List;

/**
 * That an archive may be unpacked, and why.
 *
 * @param sha512 of the archive that was looked at; what is unpacked later must have the same
 * @param keys the ids of the trusted keys that signed it; none if no trust is configured
 * @param why one clause for the operator and the history
 */
public record Decision(String sha512, List<String> keys, String why) {
    /** Takes a copy of the keys. */
    public Decision {
        keys = List.copyOf(keys);
    }

    /** @return whether somebody who is trusted signed it; if not, no trust is configured */
    public boolean verified() {
        return !keys.isEmpty();
    }
}
