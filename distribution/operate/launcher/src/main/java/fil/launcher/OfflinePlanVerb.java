package fil.launcher;

import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.OfflinePlan;
import fil.release.plan.Plan;
import fil.release.records.PlanAnswer;
import fil.release.trust.Terms;
import java.util.List;

/** {@code plan} without a system that runs: from one archive to another, or from the permanent release to one. */
final class OfflinePlanVerb {
    private static final String JSON = "--json";
    private final ReleaseStore store;

    OfflinePlanVerb(InstallationFolders installation) {
        this.store = new ReleaseStore(installation.home());
    }

    /** @return the exit code */
    int run(List<String> arguments) throws StartRefused {
        List<String> names = arguments.stream()
                .filter(word -> !List.of(JSON, Terms.UNSIGNED, Terms.OLDER).contains(word))
                .toList();
        if (names.isEmpty() || names.size() > 2 || names.stream().anyMatch(name -> name.startsWith("--"))) {
            throw new StartRefused(ExitCode.USAGE, "Usage: plan [--json] [--unsigned] [--older] [RELEASE] RELEASE");
        }
        try {
            String before = names.size() == 2 ? names.get(0) : store.status().permanent();
            Terms terms = new Terms(arguments.contains(Terms.UNSIGNED), arguments.contains(Terms.OLDER), false, false);
            Plan plan = new OfflinePlan(store, terms).between(before, names.get(names.size() - 1));
            OfflineReleases.print(PlanAnswer.of(plan, false, List.of()), arguments.contains(JSON));
            return ExitCode.DONE.number();
        } catch (ReleaseException e) {
            throw new StartRefused(ExitCode.FAILED, "Failed: " + e.getMessage() + ".");
        }
    }
}
