package fil.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes that are ready to be sent, and for how long they count. Immutable. Moments are of the monotonic clock.
 *
 * @param bytes the body of the answer
 * @param head the head of the answer
 * @param tag the entity tag, quotes included, or empty if it has none
 * @param expires the first moment at which they no longer count
 * @param missed the first moment at which the provider has been gone for too long
 */
record Offer(byte[] bytes, Head head, String tag, long expires, long missed) {
    /** 146 years: far enough, and half of what a difference of two moments can hold. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    /** Nothing was offered yet. */
    static Offer none(long now, long missed) {
        return new Offer(new byte[0], HttpAnswers.PLAIN, "", now, missed);
    }

    /** A browser may keep it, but asks each time whether it is still the one. */
    static Offer lasting(byte[] bytes, String type, long now) {
        String tag = tagOf(bytes);
        return new Offer(bytes, Head.of(type, "no-cache").with("ETag", tag), tag, now + NEVER, now + NEVER);
    }

    static Offer until(long expires, byte[] bytes, Head head, long now) {
        return new Offer(bytes, head, "", expires, now + NEVER);
    }

    boolean holds(long now) {
        return expires - now > 0 && missed - now > 0;
    }

    boolean isMissed(long now) {
        return missed - now <= 0;
    }

    Offer missedFrom(long moment) {
        return new Offer(bytes, head, tag, expires, moment);
    }

    Offer attended(long now) {
        return missedFrom(now + NEVER);
    }

    private static String tagOf(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
