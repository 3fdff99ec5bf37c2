package fil.release.handler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How something went, as values: a closed set. Words and JSON are made of it in the shell alone. Where a text is in it (a reason, a
 * problem), it is for people, and no program reads it.
 */
public sealed interface Answer {
    /** @return how it ended */
    default Outcome outcome() {
        return Outcome.DONE;
    }

    /** @return what {@code bin/fil} ends with; they are in {@code bin/fil help upgrade} */
    default int exitCode() {
        return outcome().exitCode();
    }

    /**
     * The steps that would be taken.
     *
     * @param summary of them
     * @param steps in order; without any that change something, the release runs already
     * @param nothing whether it runs already
     * @param unserved what clients will not be served any more
     */
    record Planned(PlanSummary summary, List<ChangeEvent.Action> steps, boolean nothing, List<String> unserved)
            implements Answer {}

    /** The check found no problems: the release can replace the one that runs. */
    record Fits(String release, String running) implements Answer {}

    /** What is new in an archive was copied. */
    record Unpacked(String release, List<String> copied) implements Answer {}

    /** The next start boots it; until then another one may run, or none: then that name is empty. */
    record MadePermanent(String release, String running) implements Answer {}

    /** It is gone, and the files that only it had. */
    record Removed(String release, List<String> freed) implements Answer {}

    /** Nothing had to be done, but for what the next start boots. */
    record RunsAlready(String release, boolean madePermanent) implements Answer {}

    /** The plan was carried out: done, undone, or not fully undone. */
    record Executed(ChangeRecord change) implements Answer {
        @Override
        public Outcome outcome() {
            return change.outcome();
        }
    }

    /** The process was stopped in the middle of it. */
    record Interrupted(String release, String permanent) implements Answer {
        @Override
        public Outcome outcome() {
            return Outcome.INTERRUPTED;
        }
    }

    /** The check found problems with a release; with {@code the archive FILE}, if it could not even be believed which release it has. */
    record Refused(String release, List<String> problems) implements Answer {
        @Override
        public Outcome outcome() {
            return Outcome.REFUSED;
        }
    }

    /** Somebody else changes the system. */
    record Busy(UnderWay running) implements Answer {
        @Override
        public Outcome outcome() {
            return Outcome.BUSY;
        }
    }

    /**
     * It failed before anything was changed.
     *
     * @param reason a sentence without its end
     * @param logged whether there is more in the log
     */
    record Failed(String reason, boolean logged) implements Answer {
        @Override
        public Outcome outcome() {
            return Outcome.FAILED;
        }
    }

    /** The one who asked was interrupted; if it was begun, it goes on. */
    record NotAwaited(String what, boolean begun) implements Answer {
        @Override
        public Outcome outcome() {
            return Outcome.FAILED;
        }
    }

    /**
     * The releases.
     *
     * @param permanent what the next start boots
     * @param current what runs; empty if nothing does
     * @param releases all that are unpacked
     * @param changedByHand which bundles are not those of the release, each a sentence without its end
     * @param lacking which bundles of the release are not there or do not run, each a sentence without its end
     * @param startNotes what the start had to put right, each a sentence
     * @param running who changes something now
     * @param change the release that a change leads to, or led to when it was interrupted; else empty
     */
    record Versions(
            String permanent,
            String current,
            List<Known> releases,
            List<String> changedByHand,
            List<String> lacking,
            List<String> startNotes,
            Optional<UnderWay> running,
            String change)
            implements Answer {}

    /** The changes there were, the newest first; and a sentence for each that cannot be read. */
    record History(List<ChangeRecord> changes, List<String> damage) implements Answer {}

    /**
     * A release that is unpacked.
     *
     * @param name its name
     * @param status unpacked, current, permanent, old, or permanent at the next start
     */
    record Known(String name, String status) {}

    /**
     * Who changes something now.
     *
     * @param what what is done, the subject of a sentence
     * @param who who wants it
     * @param since since when
     */
    record UnderWay(String what, String who, Instant since) {}
}
