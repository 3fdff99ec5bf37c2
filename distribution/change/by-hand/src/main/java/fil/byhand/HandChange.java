package fil.byhand;

import fil.signals.Hold;
import fil.signals.Reason;
import fil.signals.SystemName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One change by hand: bundles that are replaced or installed together, judged together, and put back together.
 * <pre>
 * catch what is there -> look -> hold -> (of several: stop) -> update, install -> wire their users anew -> start -> judge
 *    -> end of the hold -> judge, as clients see it
 *    any failure -> hold -> uninstall what is new, update back -> wire anew -> start what ran
 * </pre>
 * Works with the context of the framework, and with classes that are all there before: it may replace its own bundle.
 */
final class HandChange {
    private static final Logger LOG = LoggerFactory.getLogger(HandChange.class);

    /**
     * A bundle that comes.
     *
     * @param there the bundle that it replaces
     * @param location where it is installed if there is none
     * @param jar its bytes
     * @param start whether it is to run; one that ran runs again anyway
     */
    record Part(Optional<Bundle> there, String location, byte[] jar, boolean start) {}

    /**
     * How it went.
     *
     * @param done what was done, a sentence each
     * @param failure why all of it was taken back; empty if it was not
     * @param left what could not be put back, sentences without an end
     */
    record Result(List<String> done, Optional<String> failure, List<String> left) {}

    private final BundleContext context;
    private final Bundle own;
    private final SafetyNet net;
    private final Users users;
    private final Set<Bundle> ran;
    /** Of several nobody is to see the one without the other. */
    private final boolean holds;

    private final List<Turn> turns;

    /** @param holds whether clients wait, and see nothing of what comes, until it is decided */
    HandChange(BundleContext context, SafetyNet net, List<Part> parts, boolean holds) {
        this.context = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.own = context.getBundle();
        this.net = net;
        this.users = new Users(this.context, own);
        this.ran = Bundles.running(this.context);
        this.holds = holds || parts.size() > 1;
        this.turns = parts.stream().map(part -> new Turn(part, ran)).toList();
    }

    Result run() {
        if (turns.stream().anyMatch(turn -> turn.replaced().filter(own::equals).isPresent())) {
            OwnClasses.load(own, HandChange.class.getClassLoader());
        }
        HandChangeJudge judge = net.judge();
        boolean isWatched = false;
        try {
            Result result = run(judge);
            Optional<SavedBundle> old = turns.get(0).old();
            // of several none is put back alone
            isWatched = turns.size() == 1 && old.isPresent() && result.failure().isEmpty();
            if (isWatched) {
                net.watch(turns.get(0).bundle(), old.get(), judge);
            }
            return result;
        } finally {
            if (!isWatched) {
                judge.close();
            }
        }
    }

    private Result run(HandChangeJudge judge) {
        turns.forEach(turn -> turn.catchOld(net));
        // before anybody waits: who looks asks what clients ask
        judge.before(users.with(
                turns.stream().flatMap(turn -> turn.replaced().stream()).collect(Collectors.toSet())));
        List<String> done = new ArrayList<>();
        Optional<Hold> hold = holds ? Optional.of(Hold.beginByHand(context)) : Optional.empty();
        try {
            forward(done, judge);
        } catch (BundleException | RuntimeException | LinkageError e) {
            return takenBack(Reason.of(e));
        } finally {
            hold.ifPresent(Hold::end);
        }
        // what a former version has answered for until now is asked once clients see the new one
        Optional<String> failure = hold.isPresent() ? judge.decided() : Optional.empty();
        return failure.map(this::takenBack).orElseGet(() -> done(done));
    }

    /** In the log, too: who has asked may be gone by now, with the shell that was replaced. */
    private static Result done(List<String> done) {
        done.forEach(each -> LOG.info("By hand: {}", each));
        return new Result(done, Optional.empty(), List.of());
    }

    private Result takenBack(String failure) {
        String reason = failure + (Bundles.stopping(context) ? ", while " + SystemName.VALUE + " stops" : "");
        LOG.error("{} failed and is taken back: {}", words(), reason);
        return new Result(List.of(), Optional.of(reason), back());
    }

    private String words() {
        return "The update of "
                + String.join(", ", turns.stream().map(Turn::words).toList());
    }

    private void forward(List<String> done, HandChangeJudge judge) throws BundleException {
        if (turns.size() > 1) {
            for (Turn turn : reversed()) {
                turn.stop();
            }
        }
        for (Turn turn : turns) {
            turn.replace(context);
        }
        Optional<String> wired = users.wireAnew(turns.stream().map(Turn::bundle).toList(), ran);
        for (Turn turn : turns) {
            turn.start();
        }
        for (Turn turn : turns) {
            Optional<String> down = SafetyNet.notRunning(turn.bundle());
            if (down.isPresent()) {
                throw new BundleException(
                        turns.size() == 1 ? down.get() : Bundles.called(turn.bundle()) + ": " + down.get());
            }
            done.add(turn.done());
        }
        Optional<String> failure = judge.decided();
        if (failure.isPresent()) {
            throw new BundleException(failure.get());
        }
        wired.ifPresent(done::add);
    }

    private List<Turn> reversed() {
        List<Turn> reversed = new ArrayList<>(turns);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<String> back() {
        List<String> left = new ArrayList<>();
        // until what was there is back, clients are asked to wait and see what they saw
        Hold hold = Hold.beginByHand(context);
        try {
            for (Turn turn : reversed()) {
                tried(turn::back, left);
            }
            // while all stops nothing is started; the next start does that, and wires all anew
            if (!Bundles.stopping(context)) {
                tried(() -> users.wireAnew(turns.stream().map(Turn::bundle).toList(), Set.of()), left);
                for (Bundle bundle : ran) {
                    tried(() -> Bundles.startAgain(bundle), left);
                }
            }
        } finally {
            hold.end();
        }
        left.forEach(each -> LOG.error("Left of a change by hand that was taken back: {}", each));
        return left;
    }

    /** What fails on the way back keeps nothing else from coming back. */
    private static void tried(Step step, List<String> left) {
        try {
            step.take();
        } catch (BundleException | IOException | RuntimeException | LinkageError e) {
            left.add(Reason.of(e));
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws BundleException, IOException;
    }
}
