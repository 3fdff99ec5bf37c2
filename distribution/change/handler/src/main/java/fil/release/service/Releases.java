package fil.release.service;

import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseStore;
import fil.release.Status;
import fil.release.Sweep;
import fil.release.archive.RefusedException;
import fil.release.handler.Answer;
import fil.release.handler.ChangeListener;
import fil.release.handler.ChangeOptions;
import fil.release.handler.Outcome;
import fil.release.handler.ReleaseHandler;
import fil.release.records.History;
import fil.release.records.Removal;
import fil.release.records.Waived;
import fil.release.records.WayBack;
import fil.release.trust.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    private final Preview preview;
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
        this.preview = new Preview(context, store, sources, manifests);
        store.statusFile().settle();
        store.statusFile().unprepare();
        new Sweep(store.layout()).run();
        new History(store.layout().releases()).settle(store.status().permanent());
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
                        () -> changeTo(meant, options, Preview.terms(options), listener)));
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
                                Preview.terms(options).goingBack(),
                                listener)));
    }

    @Override
    public Answer install(String name, ChangeOptions options, ChangeListener listener) {
        return engine.change("the installation of " + Release.printable(name), options.who(), listener, () -> {
            store.release(Release.requireName(name));
            return changeTo(Fetched.here(name), options, Preview.terms(options), listener);
        });
    }

    @Override
    public Answer plan(String what, ChangeOptions options) {
        return Engine.guarded(() -> preview.plan(what, options));
    }

    @Override
    public Answer check(String what, ChangeOptions options) {
        return Engine.guarded(() -> preview.check(what, options));
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
        Change change = new Change(context, site, manifests, NOBODY);
        try (meant;
                Candidate candidate = sources.find(meant, Preview.terms(options))) {
            if (!candidate.problems().isEmpty()) {
                return change.refused(candidate, candidate.problems(), user());
            }
            List<String> copied = candidate.settle();
            return new Answer.Unpacked(candidate.release().name(), copied);
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
                    if (answer.outcome() == Outcome.BUSY) {
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
            Terms terms =
                    status.wasInstalled(name, true) ? Preview.terms(options).goingBack() : Preview.terms(options);
            try (Candidate candidate = Candidate.unpacked(store, store.release(Release.requireName(name)), terms)) {
                List<Problem> problems = runs
                        ? candidate.problems()
                        : preview.judgement(candidate, true, options.loseState())
                                .problemsAtStart();
                if (!problems.isEmpty()) {
                    return Preview.refused(name, problems);
                }
                write(status.permanent(name));
                candidate.belief().installed();
                Waived.note(
                        store.layout().releases(),
                        status.permanent(),
                        name,
                        Outcome.MADE_PERMANENT,
                        candidate.belief().why(),
                        candidate.belief().waived());
            }
            return new Answer.MadePermanent(name, status.current());
        });
    }

    @Override
    public Answer remove(String name) {
        return engine.change("removing " + Release.printable(name), user(), NOBODY, () -> {
            return new Answer.Removed(name, new Removal(store).remove(name));
        });
    }

    @Override
    public Answer versions() {
        return Engine.guarded(
                () -> new Inventory(store, new RunningSystem(context, manifests)).versions(engine.running()));
    }

    @Override
    public Answer history() {
        return Engine.guarded(() -> History.told(store.layout().releases()));
    }

    private Answer changeTo(Fetched meant, ChangeOptions options, Terms terms, ChangeListener listener) {
        Change change = new Change(context, site, manifests, listener);
        try (meant;
                Candidate candidate = change.read(sources, meant, terms)) {
            Judgement judgement = change.check(
                    candidate, () -> preview.judgement(candidate, options.permanent(), options.loseState()));
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
        return new Answer.RunsAlready(status.current(), change);
    }

    private String before() {
        return WayBack.ofTheOneThatRuns(store, new History(store.layout().releases()).changes())
                .release();
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    private void write(Status status) {
        try {
            store.statusFile().write(status);
        } catch (IOException e) {
            throw new UncheckedIOException("the status of the releases could not be written", e);
        }
    }
}
