package fil.byhand;

import fil.signals.BundleTrust;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.HandNote;
import fil.signals.SystemName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The judged way in for whoever changes bundles by hand: the shell, the repository, the deploy folder. */
final class ByHand {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    /** Goes on where a change replaces this bundle. */
    private final BundleContext system;

    private final SafetyNet net;
    /** Makes the change that is under way, or has made the last one. */
    private volatile Optional<Thread> worker = Optional.empty();

    ByHand(BundleContext context, SafetyNet net) {
        this.context = context;
        this.system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.net = net;
    }

    /** Claims the system for a command, which says on the user's screen for whom it has to wait. */
    ChangeClaim claim(String what) throws ChangeRefused, InterruptedException {
        return claim(what, holder -> System.out.println("Waiting: " + ChangeRefused.sentence(holder) + "."));
    }

    ChangeClaim claim(String what, Consumer<ChangeClaim.Holder> waits) throws ChangeRefused, InterruptedException {
        ChangeClaim.Purpose purpose = new ChangeClaim.Purpose(what, System.getProperty("user.name"), true);
        return ChangeClaim.claim(context, purpose, PATIENCE, waits);
    }

    /**
     * Asks whether a bundle may be brought in: what carries the shell may not, since the shell would never come back.
     *
     * @param what what is done, in words
     * @param there the bundle that it takes the place of
     * @throws NotTrusted says why it may not, and the history has it
     * @throws IOException says why it cannot be
     */
    void requireTrust(String what, String url, byte[] jar, Optional<Bundle> there, boolean unsigned, boolean older)
            throws IOException {
        ServiceReference<?> shell = context.getServiceReference(Users.SHELL);
        if (shell != null && there.filter(shell.getBundle()::equals).isPresent()) {
            throw new IOException(
                    "The shell that " + what + " was asked from stands on it, and would not come back before"
                            + " the next start: a release that has the other version brings it, " + SystemName.PROGRAM
                            + " upgrade. Nothing was changed");
        }
        if (BundleTrust.isWanted(context)) {
            Version version = NewJar.version(jar);
            boolean down =
                    there.filter(it -> it.getVersion().compareTo(version) > 0).isPresent();
            byte[] signature = NewJar.signature(url);
            try {
                BundleTrust.require(
                        context, new BundleTrust.Question(what, url, jar, signature, down, unsigned, older));
            } catch (IOException e) {
                String who = System.getProperty("user.name");
                new HandNote(what, who, Instant.now(), words(e.getMessage()), true, true).tell(context);
                throw new NotTrusted(e);
            }
        }
    }

    /** The history puts no end to its sentences. */
    private static String words(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static void note(BundleContext system, ChangeClaim claim, HandChange.Result result) {
        if (result.failure().isPresent()) {
            List<String> left = result.left();
            String why = result.failure().get() + (left.isEmpty() ? "" : "; left: " + String.join("; ", left));
            note(system, claim.told(), why, left.isEmpty());
        } else {
            note(system, claim.told(), result.done());
        }
    }

    /** Keeps in the history what was done. */
    static void note(BundleContext context, ChangeClaim.Holder claim, List<String> done) {
        String what = claim.purpose().what();
        new HandNote(
                        done.isEmpty() ? what : what + ": " + String.join(" ", done),
                        claim.purpose().who(),
                        claim.since(),
                        "",
                        false,
                        false)
                .tell(context);
    }

    /** Keeps in the history what failed. */
    static void note(BundleContext context, ChangeClaim.Holder claim, String why, boolean back) {
        new HandNote(claim.purpose().what(), claim.purpose().who(), claim.since(), why, back, false).tell(context);
    }

    /** Makes one change of some bundles, of which clients see nothing until it is decided. */
    HandChange.Result change(ChangeClaim claim, List<HandChange.Part> parts)
            throws InterruptedException, ExecutionException {
        return change(claim, parts, true);
    }

    /** The same; it goes on when who waits for it is interrupted. */
    HandChange.Result change(ChangeClaim claim, List<HandChange.Part> parts, boolean holds)
            throws InterruptedException, ExecutionException {
        FutureTask<HandChange.Result> work = new FutureTask<>(() -> {
            try {
                HandChange.Result result = new HandChange(context, net, parts, holds).run();
                note(system, claim, result);
                return result;
            } finally {
                claim.end();
            }
        });
        // inherits nothing: what the bundles begin meanwhile must not print to the screen of this user for ever
        Thread thread = new Thread(null, work, "fil by hand", 0, false);
        thread.setDaemon(true);
        worker = Optional.of(thread);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            claim.end();
            throw e;
        }
        return work.get();
    }

    /** Where all stops, the change that is under way is brought to its end before what it needs has gone. */
    void end() {
        try {
            if (worker.isPresent() && Bundles.stopping(system)) {
                worker.get().join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
