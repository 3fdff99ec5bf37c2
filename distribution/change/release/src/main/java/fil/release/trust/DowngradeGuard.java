package fil.release.trust;

import fil.signals.SystemName;
import java.nio.file.Path;
import java.util.Optional;

/** Decides whether what somebody trusted has signed may be installed though it is older than what was here. */
public final class DowngradeGuard {
    private final Counters counters;

    /**
     * @param home the folder of an installation
     * @return its guard
     */
    public static DowngradeGuard of(Path home) {
        return new DowngradeGuard(new Counters(home.resolve("releases")));
    }

    DowngradeGuard(Counters counters) {
        this.counters = counters;
    }

    /**
     * @param what is to be installed, in words
     * @param decision over its signature
     * @param terms what is accepted of it
     * @return the decision; with the flag that was needed, if it is older than what was installed here
     * @throws TrustException if that is not accepted
     */
    public Decision requireCurrent(String what, Decision decision, Terms terms) {
        if (!decision.verified() || terms.back()) {
            return decision;
        }
        long newest = terms.older() ? newestIfKnown() : counters.release();
        if (decision.counter() >= newest) {
            return decision;
        }
        String why = "its counter is " + (decision.counter() == 0 ? "none" : decision.counter()) + ", and " + newest
                + " was installed here";
        return accepted(
                decision,
                why,
                terms,
                what + " is refused, it is older: " + why + "; " + SystemName.PROGRAM
                        + " downgrade goes back to what ran here, and ");
    }

    /**
     * @param name the name of a release that is here, and of another build of it that is to take its place
     * @param decision over the signature of that
     * @param before what is known of the one that is here
     * @param down whether a bundle of it goes down to an older version
     * @param terms what is accepted of it
     * @return the decision; with the flag that was needed, if that is older than what is here
     * @throws TrustException if that is not accepted
     */
    public Decision requireNewerBuild(
            String name, Decision decision, Optional<Acceptance> before, boolean down, Terms terms) {
        long counter = before.map(Acceptance::counter).orElse(0L);
        if (!decision.verified() || !down && decision.counter() >= counter) {
            return decision;
        }
        String why = down
                ? "a bundle of it has an older version"
                : "its counter is " + decision.counter() + " and not " + counter;
        return accepted(
                decision,
                why,
                terms,
                "the release " + name + " that is here is not replaced by an older build: " + why + "; ");
    }

    /**
     * @param what is to be installed, in words
     * @param decision over its signature
     * @param down whether it has an older version than what it takes the place of
     * @param terms what is accepted of it
     * @return the decision; with the flag that was needed
     * @throws TrustException if that is not accepted
     */
    public Decision requireUp(String what, Decision decision, boolean down, Terms terms) {
        if (!decision.verified() || !down) {
            return decision;
        }
        String why = "it has an older version than the one that is there";
        return accepted(decision, why, terms, what + " is refused: " + why + "; ");
    }

    private static Decision accepted(Decision decision, String why, Terms terms, String refusal) {
        if (!terms.older()) {
            throw new TrustException(refusal + Terms.OLDER + " takes it as it is");
        }
        return decision.older(why);
    }

    private long newestIfKnown() {
        try {
            return counters.release();
        } catch (TrustException damaged) {
            return Long.MAX_VALUE;
        }
    }
}
