package fil.release.check;

import fil.release.Problem;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Whether the disk has room for a change: for the new code in the framework's cache, and for all that its undo would write. */
public final class DiskSpace {
    private static final long MARGIN = 2 << 20;

    /** Which part of the memory may be taken by the code that changes: a third. */
    private static final int SHARE_OF_CODE = 3;

    private final Path home;

    /** @param home the folder of the installation */
    public DiskSpace(Path home) {
        this.home = home;
    }

    /**
     * @param plan what would be done
     * @param before the size of a bundle that runs, by symbolic name
     * @param after the size of a bundle to come, by symbolic name
     * @return that there is not enough room, if so
     */
    public Optional<Problem> problem(Plan plan, ToLongFunction<String> before, ToLongFunction<String> after) {
        long needed = MARGIN + bytes(plan, before, after);
        long free = home.toFile().getUsableSpace();
        return free < needed ? Optional.of(new Problem.DiskFull(home, needed, free)) : Optional.empty();
    }

    /**
     * @param plan what would be done
     * @param before the size of a bundle that runs, by symbolic name
     * @param after the size of a bundle to come, by symbolic name
     * @return that the code does not fit into memory, where it is held meanwhile, if so
     */
    public static Optional<Problem> inMemory(Plan plan, ToLongFunction<String> before, ToLongFunction<String> after) {
        long needed = bytes(plan, before, after);
        long most = Runtime.getRuntime().maxMemory() / SHARE_OF_CODE;
        return needed > most ? Optional.of(new Problem.TooLarge(needed, most)) : Optional.empty();
    }

    private static long bytes(Plan plan, ToLongFunction<String> before, ToLongFunction<String> after) {
        long leaving = Stream.concat(
                        plan.of(Step.Update.class).stream().map(Step.Update::name),
                        plan.of(Step.Remove.class).stream().map(Step.Remove::name))
                .mapToLong(before)
                .sum();
        long coming = Stream.concat(
                        plan.of(Step.Update.class).stream().map(Step.Update::name),
                        plan.of(Step.Install.class).stream().map(Step.Install::name))
                .mapToLong(after)
                .sum();
        return leaving + coming;
    }
}
