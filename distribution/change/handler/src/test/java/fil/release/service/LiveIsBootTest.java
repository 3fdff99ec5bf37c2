package fil.release.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.Fuzz;
import fil.release.ReleaseStore;
import fil.release.configuration.ReleaseConfigurations;
import fil.release.handler.Answer;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeOptions;
import fil.release.osgi.KeptJars;
import fil.release.trust.Terms;
import fil.release.wires.Wired;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A system that was upgraded live is the one that a start would make: wires, configurations, code, states, start order. Releases come
 * by chance; a start is one from the cache that the live system leaves, and one from nothing.
 */
class LiveIsBootTest {
    private static final int LAST_LEVEL = 100;
    private static final int STARTS = 20;
    private static final ChangeOptions USUAL = new ChangeOptions(true, List.of(), "a test");

    /** What a system is, as values. */
    private record Seen(Set<Wired> wires, Map<String, String> bundles, Map<String, String> configurations) {
        String differing(Seen other) {
            Set<String> mine = lines();
            Set<String> theirs = other.lines();
            Set<String> both = new TreeSet<>(mine);
            both.retainAll(theirs);
            mine.removeAll(both);
            theirs.removeAll(both);
            return "only here: " + mine + ", only there: " + theirs;
        }

        private Set<String> lines() {
            Set<String> lines = new TreeSet<>();
            wires.forEach(it -> lines.add(it.toString()));
            bundles.forEach((name, it) -> lines.add(name + " " + it));
            configurations.forEach((name, it) -> lines.add(name + " " + it));
            return lines;
        }
    }

    @TempDir
    private Path folder;

    private final Set<String> several = new TreeSet<>();

    @Test
    void aShortWalk() throws Exception {
        int done = walk(Fuzz.seed(), Fuzz.rounds(5), false) + walk(Fuzz.seed(), Fuzz.rounds(4), true);
        assertTrue(done * 3 >= Fuzz.rounds(5) + Fuzz.rounds(4), "only " + done + " changes could be made");
    }

    /** {@code -Dfil.fuzz.seed} begins elsewhere. */
    @Test
    @Tag("long")
    void manyWalks() throws Exception {
        int done = 0;
        for (long seed = Fuzz.seed() + 1; seed <= Fuzz.seed() + Fuzz.rounds(40); seed++) {
            done += walk(seed, 12, seed % 2 == 0);
        }
        assertTrue(done * 3 >= 12 * Fuzz.rounds(40), "only " + done + " changes could be made");
        assertTrue(several.size() * 10 <= done, "of " + done + " releases " + several + " start in several ways");
    }

    /** @return how many changes could be made */
    private int walk(long seed, int steps, boolean ties) throws Exception {
        String walk = "seed " + seed + (ties ? " with ties" : "");
        System.out.println("LiveIsBootTest: " + walk);
        Random random = new Random(seed);
        RandomReleases made = new RandomReleases(random, ties);
        Path home = Files.createDirectory(folder.resolve(seed + "-" + ties));
        ReleaseStore store = new ReleaseStore(home);
        RandomReleases.Next now = made.first();
        Felix live = boot(home, now);
        unpacked(store, now);
        int done = 0;
        try {
            for (int step = 1; step <= steps; step++) {
                String where = walk + ", step " + step + ": ";
                RandomReleases.Next next = made.next(now);
                next.pack(store.layout().releases());
                Seen before = seen(live);
                List<ChangeEvent> plan = new ArrayList<>();
                Answer answer = change(live, next.name(), plan);
                Seen after = seen(live);
                String words = "\n" + now.words() + "\n" + next.words() + "\n" + plan;
                if (answer.exitCode() != 0) {
                    // refused, or undone: a bundle may resolve by itself, and not behind those that start before it
                    assertTrue(Set.of(10, 11).contains(answer.exitCode()), where + answer);
                    if (!before.equals(after)) {
                        live.stop();
                        live = started(home, now, after, where + "undone ", before.differing(after) + words);
                    }
                    continue;
                }
                done++;
                if (!ties) {
                    started(Files.createTempDirectory(folder, "fresh" + step), next, after, where + "fresh ", words)
                            .stop();
                }
                live.stop();
                live = started(home, next, after, where + "again ", words);
                if (differs(answer) && several.stream().noneMatch(it -> it.startsWith(where))) {
                    live.stop();
                    assertTrue(startsOtherwise(home, next, after, where + "again "), answer + words);
                    live = started(home, next, after, where + "again ", words);
                }
                now = next;
            }
        } finally {
            live.stop();
        }
        return done;
    }

    /** Whether it was told that a start would wire otherwise; what cannot run cannot after a start either. */
    private static boolean differs(Answer answer) {
        return answer instanceof Answer.Executed it
                && it.change().course().orElseThrow().differs().stream()
                        .anyMatch(words -> words.contains("the next start will"));
    }

    private static Answer change(Felix live, String name, List<ChangeEvent> told) throws Exception {
        Releases releases = new Releases(live.context());
        try {
            return releases.upgrade(name, USUAL, told::add);
        } finally {
            releases.deactivate();
        }
    }

    /**
     * One that is as the live system was. Felix's resolver goes through tables of which the order is another one in each process: a few
     * of these releases start in several ways, from the very same cache (seed 1995, step 8). The live system is one of them as a whole.
     */
    private Felix started(Path home, RandomReleases.Next release, Seen live, String where, String words)
            throws Exception {
        Set<Seen> others = new LinkedHashSet<>();
        for (int start = 1; start <= STARTS; start++) {
            Felix felix = boot(home, release);
            Seen seen = seen(felix);
            if (seen.equals(live)) {
                if (!others.isEmpty()) {
                    several.add(where);
                    System.out.println("LiveIsBootTest: " + where + "starts in several ways");
                }
                return felix;
            }
            others.add(seen);
            felix.stop();
        }
        String differing = others.stream().map(it -> it.differing(live)).collect(Collectors.joining("\n"));
        throw new AssertionError(where + "in " + STARTS + " starts " + differing + words);
    }

    /** Whether one of many starts is another one, as a change has told of one that the first start was equal to. */
    private boolean startsOtherwise(Path home, RandomReleases.Next release, Seen live, String where) throws Exception {
        for (int start = 1; start <= STARTS; start++) {
            Felix felix = boot(home, release);
            Seen seen = seen(felix);
            felix.stop();
            if (!seen.equals(live)) {
                several.add(where);
                return true;
            }
        }
        return false;
    }

    /** As the launcher does it: what is missing comes in first, then the framework goes up level by level. */
    private static Felix boot(Path home, RandomReleases.Next release) throws Exception {
        Felix felix = new Felix(home, Map.of("fil.release.deadline", "60000"));
        if (felix.context().getBundles().length <= 3) {
            List<RandomReleases.Made> inOrder = release.bundles().stream()
                    .sorted(java.util.Comparator.comparingInt(
                            it -> release.orders().get(it.name())))
                    .toList();
            for (RandomReleases.Made bundle : inOrder) {
                Bundle installed = felix.context()
                        .installBundle("fil:" + bundle.name(), new java.io.ByteArrayInputStream(bundle.jar()));
                installed
                        .adapt(BundleStartLevel.class)
                        .setStartLevel(release.orders().get(bundle.name()));
                if (!bundle.fragment()) {
                    installed.start();
                }
            }
            configurations(felix).follow(Map.of(), typed(release));
        }
        java.util.concurrent.CountDownLatch up = new java.util.concurrent.CountDownLatch(1);
        felix.context().getBundle(0).adapt(FrameworkStartLevel.class).setStartLevel(LAST_LEVEL, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                up.countDown();
            }
        });
        assertTrue(up.await(60, java.util.concurrent.TimeUnit.SECONDS));
        return felix;
    }

    /** The values as a feature file has them. */
    private static Map<String, Map<String, Object>> typed(RandomReleases.Next release) {
        return fil.release.FeatureFile.parse(fil.release.JsonText.of(Map.of(
                        "feature-resource-version", "1.0", "id", "g:a:1", "configurations", release.configurations())))
                .configurations();
    }

    private static ReleaseConfigurations configurations(Felix felix) {
        return new ReleaseConfigurations(admin(felix));
    }

    private static ConfigurationAdmin admin(Felix felix) {
        return felix.context().getService(felix.context().getServiceReference(ConfigurationAdmin.class));
    }

    private static Seen seen(Felix felix) throws Exception {
        Map<BundleRevision, BundleWiring> wirings = new HashMap<>();
        Map<String, String> bundles = new TreeMap<>();
        KeptJars jars = new KeptJars(felix.context());
        for (Bundle bundle : felix.context().getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (bundle.getBundleId() != 0 && wiring != null) {
                wirings.put(wiring.getRevision(), wiring);
            }
            if (bundle.getLocation().startsWith("fil:")) {
                bundles.put(
                        bundle.getSymbolicName(),
                        bundle.getVersion() + " in state " + bundle.getState() + " at "
                                + bundle.adapt(BundleStartLevel.class).getStartLevel() + " with "
                                + jars.digest(bundle).substring(0, 8));
            }
        }
        return new Seen(Wired.all(wirings), bundles, configured(felix));
    }

    private static Map<String, String> configured(Felix felix) throws Exception {
        Map<String, String> all = new TreeMap<>();
        Configuration[] configurations = admin(felix).listConfigurations(null);
        for (Configuration configuration : configurations == null ? new Configuration[0] : configurations) {
            Dictionary<String, Object> properties = configuration.getProperties();
            Map<String, String> values = new TreeMap<>();
            for (String key : Collections.list(properties.keys())) {
                Object value = properties.get(key);
                values.put(key, value.getClass().getSimpleName() + " " + Arrays.deepToString(new Object[] {value}));
            }
            all.put(configuration.getPid(), values.toString());
        }
        return all;
    }

    private static void unpacked(ReleaseStore store, RandomReleases.Next release) throws Exception {
        release.pack(Files.createDirectories(store.layout().releases()));
        try (Candidate candidate = new Sources(store, "").find(release.name(), Terms.STRICT)) {
            assertEquals(List.of(), candidate.problems());
            candidate.settle();
        }
    }
}
