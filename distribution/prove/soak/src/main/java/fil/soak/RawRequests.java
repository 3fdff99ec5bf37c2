package fil.soak;

import fil.once.CountingBundle;
import fil.once.Disturbances;
import fil.once.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Raw clients beside the load, and what serves replaced in several places at once: is each request carried out once? */
final class RawRequests implements AutoCloseable {
    private static final List<String> PATHS = List.of("/once", "/held");
    private static final Duration SLOW_STOP = Duration.ofMillis(700);

    private final SoakInstallation site;
    private final Random random;
    private final int clients;
    private final Path own;
    private final Path executions;
    private final Optional<Disturbances> disturbances;
    private final Map<Integer, Long> counts = new HashMap<>();
    private Optional<Once> once = Optional.empty();

    /** @param clients how many at once; with none nothing happens here */
    RawRequests(SoakInstallation site, Random random, int clients) throws IOException {
        this.site = site;
        this.random = random;
        this.clients = clients;
        this.own = Files.createTempDirectory("fil-once");
        this.executions = own.resolve("executions");
        this.disturbances = clients == 0 ? Optional.empty() : Optional.of(disturbances());
        ask();
    }

    private Disturbances disturbances() throws IOException {
        return new Disturbances(
                words -> ended(site.fil(words)),
                site.home().resolve("bundle"),
                own,
                List.of(
                        new CountingBundle(PATHS.get(0), executions, Duration.ZERO),
                        new CountingBundle(PATHS.get(1), executions, SLOW_STOP)),
                random);
    }

    private static Disturbances.Ended ended(Ended ended) {
        return new Disturbances.Ended(ended.code(), ended.output());
    }

    boolean areThere() {
        return disturbances.isPresent();
    }

    void ask() {
        if (areThere()) {
            once = Optional.of(Once.start(site.base(), PATHS, executions, clients, random.nextLong()));
        }
    }

    String disturbed() throws IOException, InterruptedException {
        String which = disturbances.orElseThrow().together(List.of());
        judge();
        ask();
        return which;
    }

    /** Ends the clients, before the process may end under them. */
    void judge() throws IOException {
        if (once.isEmpty()) {
            return;
        }
        List<String> violations = once.get().violations();
        once.get().counts().forEach((status, count) -> counts.merge(status, count, Long::sum));
        List<String> failed = disturbances.orElseThrow().failed();
        Broken.unless(failed.isEmpty(), String.join("\n", failed));
        Broken.unless(violations.isEmpty(), "of " + counts + " requests:\n" + String.join("\n", violations));
        once = Optional.empty();
        Files.deleteIfExists(executions);
    }

    @Override
    public void close() {
        once.ifPresent(Once::close);
    }

    /** How many requests had which status; 0, -1: the connection ended; -3: behind an answer that ended it. */
    @Override
    public String toString() {
        return "raw requests " + counts;
    }
}
