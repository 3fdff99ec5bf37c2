package fil.release.service;

import fil.health.RunningHealth;
import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseStore;
import fil.release.Status;
import fil.release.archive.RefusedException;
import fil.release.execute.Outcome;
import fil.release.handler.Answer;
import fil.release.handler.ChangeListener;
import fil.release.handler.ChangeOptions;
import fil.release.handler.ReleaseHandler;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import fil.release.records.History;
import fil.release.records.Removal;
import fil.release.records.Waived;
import fil.release.records.WayBack;
import fil.release.trust.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The release handler. States of a release, as in OTP:
 * <pre>
 * (archive) --unpack--> unpacked --install--> current --permanent--> permanent
 *                          ^                     |                       |
 *                          +------ remove ------ old <---- another one is installed
 * </pre>
 */
@Component(service = ReleaseHandler.class)
public final class Releases implements ReleaseHandler {
    private static final ChangeListener NOBODY = event -> {};

    private final BundleContext context;
    private final HandlerSite site;
    private final ReleaseStore store;
    private final Sources sources;
    private final Manifests manifests = new Manifests();
    private final Engine engine;

    /**
     * @param context of this bundle
     * @throws IOException if it cannot be written down which release is which
     */
    @Activate
    public Releases(BundleContext context) throws IOException {
        this.context = context;
        this.site = HandlerSite.of(context);
        this.store = site.store();
        this.engine = new Engine(context);
        this.sources = new Sources(store, site.repository());
        store.settle();
        store.sweep();
        new History(store.releases()).settle(store.status().permanent());
        Belief.noteRunning(store);
    }

    /** Ends when what runs has ended. */
    @Deactivate
    void deactivate() {
        engine.close();
    }

    @Override
    public Answer upgrade(String what, ChangeOptions options, ChangeListener listener) {
        return fetched(
                what,
                listener,
                meant -> engine.change(
                        "the upgrade to " + Release.printable(what),
                        options.who(),
                        listener,
                        () -> changeTo(meant, options, terms(options), listener)));
    }

    @Override
    public Answer downgrade(String what, ChangeOptions options, ChangeListener listener) {
        return fetched(
                what,
                listener,
                meant -> engine.change(
                        "the downgrade",
                        options.who(),
                        listener,
                        () -> changeTo(
                                what.isEmpty() ? Fetched.here(before()) : meant,
                                options,
                                terms(options).goingBack(),
                                listener)));
    }

    @Override
    public Answer install(String name, ChangeOptions options, ChangeListener listener) {
        return engine.change("the installation of " + Release.printable(name), options.who(), listener, () -> {
            store.release(Release.requireName(name));
            return changeTo(Fetched.here(name), options, terms(options), listener);
        });
    }

    @Override
    public Answer plan(String what, ChangeOptions options) {
        return Engine.guarded(() -> judged(what, options, judgement -> {
            List<Problem> damage = judgement.damage();
            return damage.isEmpty()
                    ? ResultText.done(
                            judgement.isNothing()
                                    ? List.of(judgement.plan().to() + " runs already; nothing would be done.")
                                    : lines(judgement.plan()),
                            judgement.plan().values())
                    : ResultText.refused(judgement.plan().to(), damage);
        }));
    }

    /** With what clients will not be served any more. */
    private List<String> lines(Plan plan) {
        Set<String> removed =
                plan.of(Step.Remove.class).stream().map(Step.Remove::name).collect(Collectors.toSet());
        List<String> gone = RunningHealth.askedOf(context, removed);
        return gone.isEmpty()
                ? plan.lines()
                : Stream.concat(
                                plan.lines().stream(),
                                Stream.of("no longer served, as its bundle is taken out: " + String.join(", ", gone)))
                        .toList();
    }

    @Override
    public Answer check(String what, ChangeOptions options) {
        return Engine.guarded(() -> judged(
                what,
                options,
                judgement -> judgement.problems().isEmpty()
                        ? ResultText.done(
                                List.of(judgement.after().release() + " can replace "
                                        + judgement.running().release() + ": no problems found."),
                                Map.of("problems", List.of()))
                        : ResultText.refused(judgement.after().release(), judgement.problems())));
    }

    @Override
    public Answer unpack(String what, ChangeOptions options) {
        return fetched(
                what,
                NOBODY,
                meant -> engine.change(
                        "unpacking " + Release.printable(what), user(), NOBODY, () -> unpack(meant, options)));
    }

    private Answer unpack(Fetched meant, ChangeOptions options) {
        Change change = new Change(context, site, NOBODY);
        try (meant;
                Candidate candidate = sources.find(meant, terms(options))) {
            if (!candidate.problems().isEmpty()) {
                return change.refused(candidate, candidate.problems(), user());
            }
            List<String> copied = candidate.settle();
            return ResultText.done(
                    List.of(candidate.release().name() + " is unpacked; "
                            + (copied.isEmpty() ? "nothing was new" : "new: " + String.join(", ", copied)) + "."),
                    Map.of("release", candidate.release().name(), "copied", copied));
        } catch (RefusedException e) {
            change.refused(meant.what(), e.problem(), user());
            throw e;
        }
    }

    /** What only the repository has is fetched before the change begins, which ends with deleting it. */
    private Answer fetched(String what, ChangeListener listener, Function<Fetched, Answer> change) {
        Optional<Answer> busy = engine.refusal();
        return busy.isPresent()
                ? busy.get()
                : Engine.guarded(() -> {
                    Fetched fetched = sources.fetch(what, listener);
                    Answer answer = change.apply(fetched);
                    if (answer.exitCode() == Outcome.BUSY.exitCode()) {
                        fetched.close();
                    }
                    return answer;
                });
    }

    @Override
    public Answer permanent(String name, ChangeOptions options) {
        return engine.change("making " + Release.printable(name) + " permanent", user(), NOBODY, () -> {
            Status status = store.status();
            boolean runs = name.equals(status.current());
            Terms terms = status.wasInstalled(name, true) ? terms(options).goingBack() : terms(options);
            try (Candidate candidate = Candidate.unpacked(store, store.release(Release.requireName(name)), terms)) {
                List<Problem> problems = runs
                        ? candidate.problems()
                        : judgement(candidate, true, options.loseState()).problemsAtStart();
                if (!problems.isEmpty()) {
                    return ResultText.refused(name, problems);
                }
                write(status.permanent(name));
                candidate.belief().installed();
                Waived.note(
                        store.releases(),
                        status.permanent(),
                        name,
                        "made permanent",
                        candidate.belief().why(),
                        candidate.belief().waived());
            }
            String when = runs ? "." : ": the next start boots it; " + status.current() + " runs until then.";
            return ResultText.done(List.of(name + " is permanent" + when), Map.of("permanent", name));
        });
    }

    @Override
    public Answer remove(String name) {
        return engine.change("removing " + Release.printable(name), user(), NOBODY, () -> {
            List<String> freed = new Removal(store).remove(name);
            return ResultText.done(List.of(Removal.sentence(name, freed)), Map.of("removed", name, "freed", freed));
        });
    }

    @Override
    public Answer versions() {
        return Engine.guarded(
                () -> new Inventory(store, new RunningSystem(context, manifests)).versions(engine.running()));
    }

    @Override
    public Answer history() {
        return Engine.guarded(() -> {
            History history = new History(store.releases());
            return Inventory.history(history.changes(), history.damage());
        });
    }

    private Answer changeTo(Fetched meant, ChangeOptions options, Terms terms, ChangeListener listener) {
        Change change = new Change(context, site, listener);
        try (meant;
                Candidate candidate = change.read(sources, meant, terms)) {
            Judgement judgement =
                    change.check(candidate, () -> judgement(candidate, options.permanent(), options.loseState()));
            return judgement.isNothing()
                    ? alreadyRuns(store.status(), options)
                    : change.to(candidate, judgement, options);
        } catch (RefusedException e) {
            change.refused(meant.what(), e.problem(), options.who());
            throw e;
        }
    }

    private Answer alreadyRuns(Status status, ChangeOptions options) {
        boolean change = options.permanent() && !status.permanent().equals(status.current());
        if (change) {
            write(status.permanent(status.current()));
        }
        return ResultText.done(
                List.of(status.current() + " runs already" + (change ? " and is permanent now." : ".")),
                Map.of("release", status.current()));
    }

    private Answer judged(String what, ChangeOptions options, Function<Judgement, Answer> answer) {
        try (Candidate candidate = sources.find(what, terms(options))) {
            return answer.apply(judgement(candidate, true, options.loseState()));
        }
    }

    private Judgement judgement(Candidate candidate, boolean lasting, List<String> loseState) {
        return Judgement.of(context, store, manifests, candidate, lasting, Set.copyOf(loseState));
    }

    private static Terms terms(ChangeOptions options) {
        return new Terms(options.unsigned(), options.older(), false, false);
    }

    private String before() {
        return new WayBack(store, new History(store.releases()).changes()).release();
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    private void write(Status status) {
        try {
            store.write(status);
        } catch (IOException e) {
            throw new UncheckedIOException("the status of the releases could not be written", e);
        }
    }
}
