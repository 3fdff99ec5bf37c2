package fil.release.service;

import fil.release.Digest;
import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.RefusedException;
import fil.release.trust.Acceptance;
import fil.release.trust.Counters;
import fil.release.trust.Decision;
import fil.release.trust.DowngradeGuard;
import fil.release.trust.Terms;
import fil.release.trust.Trust;
import fil.release.trust.TrustException;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a release may be installed, as it was decided; whether it is current is asked when it is to be installed. */
final class Belief {
    private static final Logger LOG = LoggerFactory.getLogger(Belief.class);
    private final ReleaseStore store;
    private final String name;
    private final Terms terms;
    private Decision decision;

    Belief(ReleaseStore store, String name, Decision decision, Terms terms) {
        this.store = store;
        this.name = name;
        this.decision = decision;
        this.terms = terms;
    }

    /** @throws RefusedException if it is not to be installed as it is */
    static Belief unpacked(ReleaseStore store, Release release, Terms terms) {
        String name = release.name();
        Path feature = store.layout().feature(name);
        boolean wasHere = store.status().wasInstalled(name, terms.back());
        try {
            Decision decision = Trust.of(store.layout().home())
                    .decide(
                            name,
                            Digest.of(feature),
                            Acceptance.read(store.layout().trustFile(name)),
                            wasHere,
                            terms);
            return new Belief(store, name, decision, wasHere ? terms.goingBack() : terms);
        } catch (TrustException e) {
            String way = store.status().wasInstalled(name, true)
                    ? "; " + SystemName.PROGRAM + " downgrade " + name
                            + " goes back to it, as it was installed here before"
                    : "";
            throw RefusedException.unpacked(name, new Problem.NotTrusted(feature, e.getMessage() + way));
        } catch (IOException e) {
            throw RefusedException.unpacked(
                    name, new Problem.NotTrusted(feature, feature + " cannot be read: " + e.getMessage()));
        }
    }

    /** After a death between the commit and the note of its counter. */
    static void noteRunning(ReleaseStore store) {
        String name = store.status().current();
        try {
            Acceptance.read(store.layout().trustFile(name))
                    .filter(accepted -> !accepted.keys().isEmpty())
                    .ifPresent(accepted -> noted(store, name, accepted.counter()));
        } catch (ReleaseException e) {
            LOG.warn("It is not known who signed {}", name, e);
        }
    }

    private static void noted(ReleaseStore store, String name, long counter) {
        try {
            new Counters(store.layout().releases()).installed(counter);
        } catch (IOException | TrustException e) {
            LOG.warn("The counter of {} is not kept, so that what is older than it is not known for older", name, e);
        }
    }

    /** What is wrong if it is older than what was installed here. */
    List<Problem> age() {
        try {
            decision = DowngradeGuard.of(store.layout().home()).requireCurrent("the release " + name, decision, terms);
            return List.of();
        } catch (TrustException e) {
            return List.of(new Problem.NotTrusted(store.layout().feature(name), e.getMessage()));
        }
    }

    String why() {
        return decision.why();
    }

    /** The flags without which it would have been refused. */
    List<String> waived() {
        return decision.waived();
    }

    /** Notes that it was installed. What cannot be noted is no reason to take back what is done. */
    void installed() {
        if (decision.verified()) {
            noted(store, name, decision.counter());
        }
    }
}
