package fil.launcher;

import fil.release.Problem;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.OfflinePlan;
import fil.release.check.HandoverCheck;
import fil.release.handler.Answer;
import fil.release.plan.Assembly;
import fil.release.plan.BundlePlacement;
import fil.release.trust.Terms;
import fil.signals.SystemName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * {@code check} of two releases, by their files alone: a version that was not raised, a state that would be lost on the way up or
 * back. What only a system that runs can tell, such as whether each bundle resolves there, is left to the check in that system.
 */
final class OfflineCheckVerb {
    private static final String JSON = "--json";
    private static final String LOSE_STATE = "--lose-state";
    private final ReleaseStore store;

    OfflineCheckVerb(InstallationFolders installation) {
        this.store = new ReleaseStore(installation.home());
    }

    /** @return the exit code */
    int run(List<String> arguments) throws StartRefused {
        List<String> names = new ArrayList<>();
        Set<String> given = new TreeSet<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals(LOSE_STATE) && i + 1 < arguments.size()) {
                i++;
                given.add(arguments.get(i));
            } else if (!List.of(JSON, Terms.UNSIGNED, Terms.OLDER).contains(word)) {
                names.add(word);
            }
        }
        if (names.size() != 2 || names.stream().anyMatch(name -> name.startsWith("-"))) {
            throw new StartRefused(
                    ExitCode.USAGE,
                    "Usage: check [--json] [--unsigned] [--older] [--lose-state NAME]... RELEASE RELEASE; of one release, while "
                            + SystemName.VALUE + " runs.");
        }
        Terms terms = new Terms(arguments.contains(Terms.UNSIGNED), arguments.contains(Terms.OLDER), false, false);
        try {
            OfflinePlan files = new OfflinePlan(store, terms);
            Answer answer = answer(files.assembly(names.get(0)), files.assembly(names.get(1)), given);
            OfflineReleases.print(answer, arguments.contains(JSON));
            return answer.exitCode();
        } catch (ReleaseException e) {
            throw new StartRefused(ExitCode.FAILED, "Failed: " + e.getMessage() + ".");
        }
    }

    private static Answer answer(Assembly before, Assembly after, Set<String> given) {
        String from = before.release();
        String to = after.release();
        List<String> problems = Stream.of(
                        before.parts().values().stream().flatMap(one -> notRaised(one, after, from)),
                        sentences(before, after, given),
                        sentences(after, before, given).map(it -> "on the way back from " + to + ": " + it))
                .flatMap(it -> it)
                .toList();
        return problems.isEmpty() ? new Answer.Fits(to, from) : new Answer.Refused(to, problems);
    }

    private static Stream<String> notRaised(BundlePlacement before, Assembly after, String from) {
        return after.part(before.name()).stream()
                .filter(it ->
                        it.version().equals(before.version()) && !it.digest().equals(before.digest()))
                .map(it -> it.facts() + " is not the one that " + from
                        + " has, under the same version: raise its Bundle-Version");
    }

    private static Stream<String> sentences(Assembly before, Assembly after, Set<String> given) {
        return new HandoverCheck(before, after, List::of)
                .problems(given).stream().map(Problem::sentence);
    }
}
