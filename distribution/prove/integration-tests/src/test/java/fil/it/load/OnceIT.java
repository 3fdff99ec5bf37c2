package fil.it.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.PromiseBroken;
import fil.it.Ran;
import fil.once.CountingBundle;
import fil.once.Disturbances;
import fil.once.Once;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each request is carried out once, or not at all and its client is told, while what serves is replaced, several parts at the
 * same time. All from a seed: {@code -Dfil.seed=N} repeats one.
 */
class OnceIT {
    private static final int CLIENTS = 6;

    @Test
    void requestsAreCarriedOutOnceWhileAllIsReplaced() throws Exception {
        walk(seed(1), Duration.ofSeconds(25)); // a connector that parses what it gave back is found by this one
    }

    @Test
    @Tag("long")
    void alsoForLongFromAnySeed() throws Exception {
        walk(seed(System.nanoTime()), Duration.ofMinutes(10));
    }

    private static long seed(long otherwise) {
        String given = System.getProperty("fil.seed", "");
        return given.isEmpty() ? otherwise : Long.parseLong(given);
    }

    private static Disturbances.Ended ended(Ran ran) {
        return new Disturbances.Ended(ran.code(), ran.output());
    }

    private static void walk(long seed, Duration time) throws Exception {
        System.out.println("OnceIT: -Dfil.seed=" + seed);
        try (Installation installation = Installation.of(Archives.A)) {
            installation
                    .start()
                    .fil("unpack", Archives.of(Archives.B).toString())
                    .ends(0);
            Random random = new Random(seed);
            Path executions = installation.beside().resolve("executions");
            List<CountingBundle> bundles = List.of(
                    new CountingBundle("/once", executions, Duration.ZERO),
                    new CountingBundle("/held", executions, Duration.ofMillis(700)));
            Disturbances disturbances = new Disturbances(
                    words -> ended(installation.fil(words)),
                    installation.home().resolve("bundle"),
                    installation.beside(),
                    bundles,
                    random);
            List<String> happened = new ArrayList<>();
            Once once = Once.start(
                    installation.web().uri(""), List.of("/once", "/held"), executions, CLIENTS, random.nextLong());
            try (once) {
                long end = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < end) {
                    happened.add(disturbances.together(List.of(
                            new String[] {"upgrade", Archives.B},
                            new String[] {"downgrade", Archives.A},
                            new String[] {"restart", "--handover"})));
                }
            }
            String told = "-Dfil.seed=" + seed + " " + once.counts() + " " + String.join("\n", happened) + "\n"
                    + installation.log();
            PromiseBroken.unlessNone(once.violations(), told);
            assertEquals(List.of(), disturbances.failed(), told);
            assertTrue(once.counts().getOrDefault(200, 0L) > 100, told);
            System.out.println(
                    "OnceIT: " + once.counts() + ", begun and not answered: " + once.lost() + ", " + happened);
        }
    }
}
