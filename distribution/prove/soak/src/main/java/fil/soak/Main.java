package fil.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The entry: runs the walk for as long as was asked for, tells each step, ends with 1 at the first broken promise. */
public final class Main {
    private Main() {}

    /** @param arguments see --help */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.println(SoakOptions.HELP);
            return;
        }
        SoakOptions options;
        try {
            options = SoakOptions.parse(List.of(arguments), Path.of(System.getProperty("fil.archives", ".")));
        } catch (IllegalArgumentException e) {
            System.err.println("soak: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(soak(options) ? 0 : 1);
    }

    private static boolean soak(SoakOptions options) throws Exception {
        System.out.printf(
                "soak: --minutes %d --seed %d --rate %d --raw %d%n",
                options.minutes(), options.seed(), options.rate(), options.raw());
        Path first = options.archives().resolve("fil-1986.a.tar.gz").toAbsolutePath();
        Path next = options.archives().resolve("fil-1986.b.tar.gz").toAbsolutePath();
        if (!Files.isReadable(first) || !Files.isReadable(next)) {
            System.err.println("soak: there is no " + first + "; build it with: mvn -q package -DskipTests");
            return false;
        }
        Random random = new Random(options.seed());
        long end = System.nanoTime() + Duration.ofMinutes(options.minutes()).toNanos();
        SoakInstallation site = SoakInstallation.unpack(first);
        boolean well = false;
        try {
            site.fil("start").with(0);
            site.fil("unpack", next.toString()).with(0);
            well = walked(site, next, random, options, end);
        } catch (Broken | IOException e) {
            System.out.println(site.traces());
            System.out.println("BROKEN (--seed " + options.seed() + "): " + e.getMessage());
        } finally {
            if (well) {
                site.close();
            } else {
                site.fil("stop");
                System.out.println("soak: what is left to look at is in " + site.own());
            }
        }
        return well;
    }

    private static boolean walked(SoakInstallation site, Path next, Random random, SoakOptions options, long end)
            throws Exception {
        long began = System.nanoTime();
        try (Walk walk = new Walk(site, next, random, options)) {
            for (int step = 1; System.nanoTime() < end; step++) {
                String happened = walk.step();
                System.out.printf("%5d  %5d s  %s%n", step, (System.nanoTime() - began) / 1_000_000_000, happened);
            }
            System.out.println("soak: held (--seed " + options.seed() + "): " + walk.summary());
            return true;
        }
    }
}
