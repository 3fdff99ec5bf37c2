package fil.release.service;

import fil.release.Digest;
import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.StateCopy;
import fil.release.archive.ArchiveLimits;
import fil.release.execute.Execution;
import fil.release.execute.Jars;
import fil.release.execute.Outcome;
import fil.release.execute.Result;
import fil.release.handler.Answer;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import fil.release.handler.ChangeListener;
import fil.release.handler.ChangeOptions;
import fil.release.osgi.OsgiPlatform;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import fil.release.records.History;
import fil.release.trust.Terms;
import fil.signals.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One change of the running release: judged, unpacked, executed, noted in the history. */
final class Change {
    private static final Logger LOG = LoggerFactory.getLogger(Change.class);
    private final BundleContext context;
    private final Bundle framework;
    private final HandlerSite site;
    private final ReleaseStore store;
    private final Listeners listeners;
    private final Instant began = Instant.now();
    private final Path noted;

    Change(BundleContext context, HandlerSite site, ChangeListener listener) {
        this.context = context;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.site = site;
        this.store = site.store();
        this.noted = new History(store.releases()).place(began);
        this.listeners = new Listeners(context, listener);
    }

    /** Reads the release that is meant. */
    Candidate read(Sources sources, Fetched meant, Terms terms) {
        return listeners.phase(
                "read",
                Release.printable(meant.what()),
                () -> sources.find(meant, terms),
                candidate -> new Action(
                        "read", candidate.release().name(), candidate.belief().why()));
    }

    /** Judges the change that it would be. */
    Judgement check(Candidate candidate, Supplier<Judgement> judged) {
        String name = candidate.release().name();
        return listeners.phase("check", name, judged, judgement -> {
            int count = judgement.problems().size();
            return new Action(
                    "check", name, count == 0 ? "no problems" : count == 1 ? "1 problem" : count + " problems");
        });
    }

    Answer to(Candidate candidate, Judgement judgement, ChangeOptions options) {
        String from = judgement.running().release();
        Release release = candidate.release();
        if (!judgement.problems().isEmpty()) {
            return refused(candidate, judgement.problems(), options.who());
        }
        listeners.phase(
                "unpack",
                release.name(),
                candidate::settle,
                copied -> new Action(
                        "unpack", release.name(), copied.isEmpty() ? "nothing new" : String.join(", ", copied)));
        listeners.heard(new ChangeEvent.Planned(
                listeners.since(),
                from,
                release.name(),
                judgement.plan().lines().get(0)));
        listeners.heard(new ChangeEvent.Begun(listeners.since(), from, release.name()));
        HeldRequests held = new HeldRequests(context);
        long heldBefore = held.count();
        note(candidate, from, options.who(), Map.of("outcome", "begun"));
        try {
            Result result = execute(judgement.plan(), release, options);
            if (result.outcome() == Outcome.NOT_UNDONE && isStopped()) {
                return interrupted(candidate, from, options.who());
            }
            List<String> differing = result.outcome() == Outcome.DONE ? differing(release) : List.of();
            Map<String, Object> how = ResultText.values(result);
            how.put("differs", differing);
            how.put("held", Math.max(0, held.count() - heldBefore));
            Map<String, Object> values = note(candidate, from, options.who(), how);
            if (result.outcome() == Outcome.DONE) {
                candidate.belief().installed();
            }
            log(from, release.name(), result);
            return ResultText.executed(from, release.name(), result, differing, values);
        } catch (RuntimeException e) {
            note(
                    candidate,
                    from,
                    options.who(),
                    Map.of("outcome", "failed", "failure", String.valueOf(e.getMessage())));
            throw e;
        } finally {
            listeners.heard(new ChangeEvent.Ended(listeners.since()));
        }
    }

    /** What a start would make otherwise after all; nothing should be left of it. */
    private List<String> differing(Release release) {
        RunningSystem system = new RunningSystem(context, new Manifests());
        List<String> differing = new ArrayList<>();
        try {
            differing.addAll(system.differing(release));
            differing.addAll(system.differingWires(release));
        } catch (RuntimeException e) {
            LOG.warn("Release {} could not be compared with what a start would give", release.name(), e);
        }
        differing.forEach(it -> LOG.info("Release {} differs from what a start would give: {}", release.name(), it));
        return differing;
    }

    /** Whether the framework, and with it the undo, was stopped in the middle. */
    private boolean isStopped() {
        return framework.getState() != Bundle.ACTIVE;
    }

    private Answer interrupted(Candidate candidate, String from, String who) {
        String failure = "it was stopped in the middle of it; the next start boots "
                + store.status().permanent() + " afresh";
        note(candidate, from, who, Map.of("outcome", "interrupted", "failure", failure));
        return ResultText.failed(Outcome.INTERRUPTED, candidate.release().name() + ": " + failure + ".");
    }

    /** Notes that a release was refused. */
    Answer refused(Candidate candidate, List<Problem> problems, String who) {
        note(candidate, store.status().current(), who, refusal(problems));
        return ResultText.refused(candidate.release().name(), problems);
    }

    private static Map<String, Object> refusal(List<Problem> problems) {
        return Map.of(
                "outcome",
                "refused",
                "problems",
                problems.stream().map(Problem::sentence).toList());
    }

    /** Notes that an archive was refused before anything in it was believed. */
    void refused(String what, Problem why, String who) {
        note(
                store.status().current(),
                Release.printable(what),
                why instanceof Problem.NotTrusted ? "refused" : "not an archive to be trusted",
                who,
                refusal(List.of(why)));
    }

    private Result execute(Plan plan, Release release, ChangeOptions options) {
        try (OsgiPlatform platform = new OsgiPlatform(context)) {
            ChangeListener told = Faults.around(listeners);
            FileLedger ledger = new FileLedger(
                    store, new StateCopy(store.releases(), site.state()), release.name(), options.permanent());
            return new Execution(
                            platform,
                            plan,
                            jars(platform, plan, release),
                            ledger,
                            store.ballast(),
                            site.deadline(),
                            told,
                            listeners.began())
                    .run();
        }
    }

    /** Reads all code into memory before anything stops. */
    private Jars jars(OsgiPlatform platform, Plan plan, Release release) {
        Map<String, byte[]> before = new HashMap<>();
        Map<String, byte[]> after = new HashMap<>();
        for (Step.Update update : plan.of(Step.Update.class)) {
            before.put(update.name(), running(platform, update.name()));
            after.put(update.name(), fresh(release, update.name()));
        }
        plan.of(Step.Remove.class).forEach(remove -> before.put(remove.name(), running(platform, remove.name())));
        plan.of(Step.Install.class).forEach(install -> after.put(install.name(), fresh(release, install.name())));
        return new Jars(before, after);
    }

    private byte[] fresh(Release release, String name) {
        return read(release.bundle(name).orElseThrow())
                .orElseThrow(() -> new ReleaseException(
                        "bundle/" + release.bundle(name).orElseThrow().fileName() + " changed meanwhile"));
    }

    /** The very octets that run, whatever a release says of them. */
    private static byte[] running(OsgiPlatform platform, String name) {
        try {
            return platform.jar(name);
        } catch (IOException e) {
            throw new ReleaseException("the running " + name + " cannot be kept for the undo: " + e.getMessage(), e);
        }
    }

    private Optional<byte[]> read(ReleaseBundle bundle) {
        try {
            byte[] jar = SmallFile.bytes(store.file(bundle), (int) ArchiveLimits.USUAL.bundle());
            String found = HexFormat.of().formatHex(Digest.sha256().digest(jar));
            return found.equals(bundle.sha256()) ? Optional.of(jar) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", store.file(bundle), e);
            return Optional.empty();
        }
    }

    private Map<String, Object> note(Candidate candidate, String from, String who, Map<String, Object> how) {
        Map<String, Object> all = new LinkedHashMap<>(how);
        List<String> waived = candidate.belief().waived();
        if (!waived.isEmpty()) {
            all.put("waived", waived);
        }
        return note(from, candidate.release().name(), candidate.belief().why(), who, all);
    }

    private Map<String, Object> note(String from, String to, String trust, String who, Map<String, Object> how) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", from);
        values.put("to", to);
        values.put("who", who);
        values.put("trust", trust);
        values.put("began", began.toString());
        values.put("tookMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - listeners.began()));
        values.putAll(how);
        new History(store.releases()).note(noted, values);
        return values;
    }

    private static void log(String from, String to, Result result) {
        if (result.outcome() == Outcome.DONE) {
            LOG.info(
                    "Release {} replaced {}; cut-over after {} ms",
                    to,
                    from,
                    result.cutOver().toMillis());
        } else {
            LOG.error(
                    "Release {} failed and {}: {}; left: {}",
                    to,
                    result.outcome() == Outcome.UNDONE ? from + " runs again" : "is not fully undone",
                    result.failure(),
                    result.left());
        }
    }
}
