package fil.release.service;

import fil.release.Problem;
import fil.release.Release;
import fil.release.ReleaseStore;
import fil.release.check.DiskSpace;
import fil.release.check.Foundations;
import fil.release.check.HandoverCheck;
import fil.release.check.Resolution;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.plan.BundlePlacement;
import fil.release.plan.Plan;
import fil.release.plan.Planner;
import fil.release.plan.Step;
import fil.signals.Role;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.resource.Capability;
import org.osgi.service.resolver.Resolver;

/**
 * What a change would do and what would be wrong with it; changes nothing.
 *
 * @param running what runs
 * @param after what would run
 * @param plan the steps
 * @param damage what is wrong with the files of what would run
 * @param problems all that is wrong
 */
record Judgement(Assembly running, Assembly after, Plan plan, List<Problem> damage, List<Problem> problems) {
    static Judgement of(
            BundleContext context,
            ReleaseStore store,
            Manifests manifests,
            Candidate candidate,
            boolean lasting,
            Set<String> loseState) {
        Release current = store.release(store.status().current());
        Supplier<List<Assembly>> others = () -> Manifests.releases(store);
        RunningSystem system = new RunningSystem(context, manifests);
        Assembly running = system.assembly(current);
        Assembly after = system.after(running, current, candidate.assembly(running));
        Set<String> keepers = Role.CHANGES.names(context);
        Plan plan = new Planner(running, after, system.dependents(), system.rewiring(running, keepers)).plan(lasting);
        List<Problem> problems = new ArrayList<>(candidate.problems());
        problems.addAll(candidate.belief().age());
        problems.addAll(new HandoverCheck(running, after, others).problems(loseState));
        if (!lasting) {
            // the next start goes back
            problems.addAll(new HandoverCheck(after, running, others).problems(loseState));
        }
        Foundations foundations = new Foundations(running, after, system.provided());
        problems.addAll(foundations.problems());
        problems.addAll(resolution(context, system, foundations.missed(), after, plan));
        problems.addAll(restarts(system, keepers, plan, problems));
        if (problems.stream().noneMatch(Problem.DiskFull.class::isInstance)) {
            new DiskSpace(store.layout().home())
                    .problem(plan, name -> size(store, current, name), candidate::size)
                    .ifPresent(problems::add);
        }
        DiskSpace.inMemory(plan, name -> size(store, current, name), candidate::size)
                .ifPresent(problems::add);
        return new Judgement(running, after, plan, candidate.problems(), problems);
    }

    private static long size(ReleaseStore store, Release release, String name) {
        return release.bundle(name)
                .map(store.layout()::file)
                .map(Path::toFile)
                .map(File::length)
                .orElse(0L);
    }

    /** Whether this release, as it is, runs already. */
    boolean isNothing() {
        return problems.isEmpty() && plan.isEmpty() && running.release().equals(after.release());
    }

    /** What speaks against it if the next start makes the change instead of this process. */
    List<Problem> problemsAtStart() {
        return problems.stream()
                .filter(problem -> !(problem instanceof Problem.NeedsRestart) && !(problem instanceof Problem.TooLarge))
                .toList();
    }

    private static List<Problem> resolution(
            BundleContext context, RunningSystem system, List<Capability> missed, Assembly after, Plan plan) {
        Set<String> wired =
                plan.of(Step.Start.class).stream().map(Step.Start::name).collect(Collectors.toSet());
        ServiceReference<Resolver> reference = context.getServiceReference(Resolver.class);
        try {
            List<BundleFacts> all =
                    after.parts().values().stream().map(BundlePlacement::facts).toList();
            List<Capability> provided =
                    Stream.concat(system.provided().stream(), missed.stream()).toList();
            return new Resolution(provided, context.getService(reference)).problems(all, wired);
        } finally {
            context.ungetService(reference);
        }
    }

    /**
     * What a change goes through must stay as it is for it to be made at all. No restart helps with what is left out.
     */
    private static List<Problem> restarts(RunningSystem system, Set<String> keepers, Plan plan, List<Problem> others) {
        boolean leavesOut = others.stream().anyMatch(Problem.LeftOut.class::isInstance);
        List<Problem> problems = new ArrayList<>();
        Stream.of(
                        plan.of(Step.Update.class).stream().map(Step.Update::name),
                        plan.of(Step.Remove.class).stream().map(Step.Remove::name),
                        plan.of(Step.Refresh.class).stream().flatMap(refresh -> refresh.changed().stream()))
                .flatMap(names -> names)
                .distinct()
                .filter(name -> !leavesOut
                        || plan.of(Step.Remove.class).stream()
                                .noneMatch(it -> it.name().equals(name)))
                .forEach(changed -> {
                    Set<String> reached = system.dependents().of(Set.of(changed));
                    keepers.stream()
                            .filter(keeper -> keeper.equals(changed) || reached.contains(keeper))
                            .sorted()
                            .findFirst()
                            .ifPresent(keeper -> problems.add(new Problem.NeedsRestart(changed, keeper, plan.to())));
                });
        return problems;
    }
}
