package fil.release.trust;

/**
 * That an archive may be unpacked, and why.
 *
 * @param sha512 of the archive that was looked at; what is unpacked later must have the same
 * @param verified whether somebody who is trusted signed it; if not, no trust is configured
 * @param why one clause for the operator and the history
 */
public record Decision(String sha512, boolean verified, String why) {}
