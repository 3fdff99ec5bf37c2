package fil.launcher;

import fil.health.SuccessorHealth;
import fil.release.AtomicFile;
import fil.signals.ChangeClaim;
import fil.signals.ChangeRefused;
import fil.signals.DaemonThread;
import fil.signals.Reason;
import fil.signals.Role;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that serves, until its framework ends; meanwhile it does what its keeper asks. The old side of a {@link Takeover}:
 * <pre>
 * claim   nobody else changes anything from now on        "claimed", "busy WHO" or "cannot WHY"
 * agree   it may not refuse any more after this           "agrees", or "refuses WHY"
 * leave   accepts no more ("closed"), lets go of what only one process can hold, answers what is under way, and ends
 * free    the new process has gone, all is as before
 * left    of a new process: the old one has gone
 * </pre>
 */
final class Serving {
    private static final Path STATE_COPY = Path.of("run", "state");
    /** What the old process serves, for the new one to be held against. */
    static final Path SERVED = Path.of("run", "served");

    private final InstallationFolders installation;
    private final RunningFramework framework;
    private final Keeper keeper;
    private final Duration leave;
    private final SocketSide socket;
    private Optional<ChangeClaim> claim;
    private boolean agreed;

    /** @param leave how long a request may still take once another process serves */
    Serving(
            InstallationFolders installation,
            RunningFramework framework,
            Keeper keeper,
            Duration leave,
            Optional<ChangeClaim> claim) {
        this.installation = installation;
        this.framework = framework;
        this.keeper = keeper;
        this.leave = leave;
        this.socket = new SocketSide(framework.context());
        this.claim = claim;
    }

    /** @return the exit code, once the framework has ended */
    int run() throws StartRefused, IOException {
        DaemonThread.of("fil serving", this::obey).start();
        framework.waitForEnd();
        if (!framework.endsWithProcess()) {
            keeper.tell("ends");
        }
        return ExitCode.DONE.number();
    }

    private void obey() {
        try {
            String word;
            do {
                word = keeper.next();
                obey(word);
            } while (!word.equals(Keeper.DEAD) && !word.equals("leave"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StartRefused | IOException | RuntimeException e) {
            // the keeper sees to it that the other process goes on: this one ends
            System.err.println(
                    SystemName.VALUE + ": this process cannot go on with the takeover, and ends: " + e.getMessage());
            Runtime.getRuntime().halt(ExitCode.FAILED.number());
        }
    }

    private void obey(String word) throws StartRefused, IOException, InterruptedException {
        switch (word) {
            case "claim" -> keeper.tell(claim());
            case "agree" -> keeper.tell(agree());
            case "leave" -> leave();
            case "free", "left" -> free();
            case Keeper.DEAD -> orphaned();
            case "open" -> {
                // said again where the old process has died
            }
            default ->
                System.err.println(SystemName.VALUE + ": bin/keeper says '" + word + "', which means nothing now");
        }
    }

    private String claim() throws InterruptedException {
        try {
            claim = Optional.of(Takeover.claimed(framework.context()));
            AtomicFile.write(SERVED, SuccessorHealth.tell(framework.context()));
            return "claimed";
        } catch (ChangeRefused e) {
            return "busy " + ChangeRefused.sentence(e.holder()) + "; try again when it has ended.";
        } catch (IOException e) {
            claim.ifPresent(ChangeClaim::end);
            claim = Optional.empty();
            return "cannot " + Reason.told(e, installation.home()) + ".";
        }
    }

    private String agree() {
        agreed = socket.isThere();
        return agreed ? "agrees" : "refuses fil.socket does not run in the old process";
    }

    private void free() throws IOException {
        agreed = false;
        CacheFolder.forgetOther();
        CacheFolder.delete(STATE_COPY);
        CacheFolder.delete(SERVED);
        claim.ifPresent(ChangeClaim::end);
        claim = Optional.empty();
    }

    /** The file that the keeper has left decides. */
    private void orphaned() throws StartRefused, IOException {
        System.err.println(
                SystemName.VALUE + ": bin/keeper has died; this process serves on, but nobody can take over from it");
        if (agreed && TakeoverStates.read().isDecided()) {
            leave();
        } else {
            free();
        }
    }

    private void leave() throws StartRefused, IOException {
        framework.leave();
        socket.tell("close");
        keeper.tell("closed " + leave.toSeconds());
        framework.stop(Role.EXCLUSIVE);
        installation.disown();
        socket.tell("await " + leave.toMillis());
        framework.end();
    }
}
