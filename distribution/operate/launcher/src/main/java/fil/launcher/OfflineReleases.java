package fil.launcher;

import fil.release.Digest;
import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.Status;
import fil.release.check.BundleFiles;
import fil.release.check.HandoverCheck;
import fil.release.handler.Answer;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.records.History;
import fil.release.records.Removal;
import fil.release.records.Waived;
import fil.release.records.WayBack;
import fil.release.trust.Acceptance;
import fil.release.trust.Counters;
import fil.release.trust.Decision;
import fil.release.trust.DowngradeGuard;
import fil.release.trust.Terms;
import fil.release.trust.Trust;
import fil.release.trust.TrustException;
import fil.shell.text.AnswerJson;
import fil.shell.text.AnswerText;
import fil.shell.text.Ink;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The verbs about releases while nothing runs: lists, and which release the next start boots. */
final class OfflineReleases {
    private static final String JSON = "--json";
    private static final String LOSE_STATE = "--lose-state";
    private final InstallationFolders installation;
    private final ReleaseStore store;

    OfflineReleases(InstallationFolders installation) {
        this.installation = installation;
        this.store = new ReleaseStore(installation.home());
    }

    /** What is accepted of a release: bundles that lose their state, and what is not signed or not current. */
    private record Given(Set<String> loseState, Terms terms) {}

    private static boolean isChoice(String verb) {
        return Set.of("permanent", "downgrade").contains(verb);
    }

    /** @return the exit code */
    int run(String verb, List<String> arguments) throws StartRefused, IOException {
        List<String> names = new ArrayList<>();
        Set<String> given = new TreeSet<>();
        Terms terms = new Terms(arguments.contains(Terms.UNSIGNED), arguments.contains(Terms.OLDER), false, false);
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals(LOSE_STATE) && i + 1 < arguments.size()) {
                i++;
                given.add(arguments.get(i));
            } else if (!word.startsWith("--")) {
                names.add(word);
            } else if (!word.equals(JSON)
                    && !(isChoice(verb) && List.of(Terms.UNSIGNED, Terms.OLDER).contains(word))) {
                throw new StartRefused(
                        ExitCode.USAGE,
                        verb + " does not take " + word + " while " + SystemName.VALUE + " does not run; "
                                + SystemName.PROGRAM + " help upgrade says more.");
            }
        }
        try {
            print(said(verb, names, new Given(given, terms)), arguments.contains(JSON));
            return ExitCode.DONE.number();
        } catch (ReleaseException e) {
            throw new StartRefused(ExitCode.FAILED, "Failed: " + e.getMessage() + ".");
        }
    }

    /** As the shell does while fil runs. */
    static void print(Answer answer, boolean json) {
        if (json) {
            System.out.println(AnswerJson.of(answer));
        } else {
            new AnswerText(new Ink(false)).lines(answer).forEach(System.out::println);
        }
    }

    private Answer said(String verb, List<String> names, Given given) throws StartRefused, IOException {
        int least = Set.of("permanent", "remove").contains(verb) ? 1 : 0;
        int most = Set.of("versions", "history").contains(verb) ? 0 : 1;
        if (names.size() < least || names.size() > most) {
            throw new StartRefused(
                    ExitCode.USAGE, "Usage: " + verb + (least == 1 ? " RELEASE" : most == 1 ? " [RELEASE]" : ""));
        }
        if (verb.equals("versions")) {
            return versions();
        }
        if (verb.equals("history")) {
            Answer.History told = History.told(store.layout().releases());
            return new Answer.History(
                    told.changes().stream().map(OfflineReleases::ended).toList(), told.damage());
        }
        installation.prepareLock();
        if (!installation.own(Duration.ZERO)) {
            throw new StartRefused(
                    ExitCode.REFUSED,
                    "refused: " + SystemName.VALUE + " starts or ends just now; try again when " + SystemName.PROGRAM
                            + " status says that it does or does not run.");
        }
        try {
            return verb.equals("remove")
                    ? remove(names.get(0))
                    : permanent(
                            names.isEmpty()
                                    ? WayBack.atRest(
                                                    store,
                                                    new History(store.layout().releases()).changes())
                                            .release()
                                    : names.get(0),
                            verb.equals("downgrade")
                                    ? new Given(given.loseState(), given.terms().goingBack())
                                    : given);
        } finally {
            installation.disown();
        }
    }

    /** Nothing runs, so no change does. */
    private static ChangeRecord ended(ChangeRecord change) {
        return change.outcome() == Outcome.BEGUN
                ? change.ended(Outcome.INTERRUPTED, "the process ended in the middle of it")
                : change;
    }

    private Answer versions() {
        Status status = store.status();
        return new Answer.Versions(
                status.permanent(),
                "",
                store.names().stream()
                        .map(name -> new Answer.Known(name, word(status, name)))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                status.change());
    }

    /** What ran last is old now, as nothing runs. */
    private static String word(Status status, String name) {
        return name.equals(status.permanent()) ? "permanent" : name.equals(status.current()) ? "old" : status.of(name);
    }

    /** Before the first start of an installation with several releases this says which one it is. */
    private Answer permanent(String name, Given given) throws StartRefused, IOException {
        Status status = store.names().contains(name)
                        && Files.notExists(store.layout().releases().resolve("status.properties"))
                ? Status.only(name)
                : store.status();
        Release release = store.release(Release.requireName(name));
        List<Problem> problems = new ArrayList<>();
        Optional<Decision> decision = decided(name, status, given.terms(), problems);
        problems.addAll(new BundleFiles(store).problems(release));
        if (problems.isEmpty()
                && !name.equals(status.current())
                && store.names().contains(status.current())) {
            problems.addAll(new HandoverCheck(assembly(store.release(status.current())), assembly(release), List::of)
                    .problems(given.loseState()));
        }
        if (!problems.isEmpty()) {
            throw new StartRefused(
                    ExitCode.RELEASE_REFUSED,
                    name + " is refused: nothing was changed." + System.lineSeparator()
                            + String.join(
                                    System.lineSeparator(),
                                    problems.stream()
                                            .map(problem -> "  - " + problem.sentence())
                                            .toList()));
        }
        store.statusFile().write(status.permanent(name));
        Optional<Decision> verified = decision.filter(Decision::verified);
        if (verified.isPresent()) {
            new Counters(store.layout().releases()).installed(verified.get().counter());
        }
        decision.ifPresent(it -> Waived.note(
                store.layout().releases(), status.permanent(), name, Outcome.MADE_PERMANENT, it.why(), it.waived()));
        return new Answer.MadePermanent(name, "");
    }

    private Optional<Decision> decided(String name, Status status, Terms terms, List<Problem> problems)
            throws IOException {
        Path feature = store.layout().feature(name);
        Path home = store.layout().home();
        boolean wasHere = status.wasInstalled(name, true);
        try {
            Decision decision = Trust.of(home)
                    .decide(
                            name,
                            Digest.of(feature),
                            Acceptance.read(store.layout().trustFile(name)),
                            wasHere,
                            terms);
            return Optional.of(
                    wasHere
                            ? decision
                            : DowngradeGuard.of(home).requireCurrent("the release " + name, decision, terms));
        } catch (TrustException e) {
            problems.add(new Problem.NotTrusted(feature, e.getMessage()));
            return Optional.empty();
        }
    }

    private Assembly assembly(Release release) {
        return Assembly.of(release, bundle -> BundleFacts.of(store.layout().file(bundle)));
    }

    private Answer remove(String name) {
        return new Answer.Removed(name, new Removal(store).removeAtRest(name));
    }
}
