package fil.soak;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What was asked for.
 *
 * @param minutes how long
 * @param seed where all chance comes from
 * @param rate requests a second
 * @param raw how many raw clients beside the load
 * @param archives folder with both archives
 */
record SoakOptions(int minutes, long seed, int rate, int raw, Path archives) {
    static final String HELP = """
            usage: distribution/prove/soak/run [options]
            Starts fil-1986.a from its archive on a free port and puts it under load. Meanwhile, at random: upgrades, downgrades,
            updates by hand with good and broken jars, bad releases, faults in the middle of a change, two changes at once, kill -9
            (in peace, in a change, in its undo), restarts, another process that takes over. All along no request may fail and no
            colour be lost, repeated, early or late; after each it must be one release wholly, with its state and nothing left
            over; every 10 steps also: no old class loader, no answer to another user. The first promise that does not hold ends
            the run with exit code 1 and prints the seed, the history and the ends of the logs.

              --minutes N     how long (default: 10)
              --seed S        the same seed does the same things in the same order (default: a new one, which is printed)
              --rate N        requests a second (default: 300)
              --raw N         raw clients beside them, who see that no request is carried out twice, and several parts replaced at
                              once (default: 0, none of it)
              --archives DIR  where the archives are (default: distribution/make/assembly/target)

              distribution/prove/soak/run --minutes 600 --raw 6         a night
              distribution/prove/soak/run --minutes 10 --seed 4711      again what a run has printed""";

    static SoakOptions parse(List<String> arguments, Path archives) {
        SoakOptions options =
                new SoakOptions(10, ThreadLocalRandom.current().nextLong(1_000_000_000L), 300, 0, archives);
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("there is no option " + word + " without a value; see --help");
            }
            options = options.with(word, rest.next());
        }
        return options;
    }

    private SoakOptions with(String word, String value) {
        return switch (word) {
            case "--minutes" -> new SoakOptions((int) number(word, value), seed, rate, raw, archives);
            case "--seed" -> new SoakOptions(minutes, number(word, value), rate, raw, archives);
            case "--rate" -> new SoakOptions(minutes, seed, (int) number(word, value), raw, archives);
            case "--raw" -> new SoakOptions(minutes, seed, rate, (int) number(word, value), archives);
            case "--archives" -> new SoakOptions(minutes, seed, rate, raw, Path.of(value));
            default -> throw new IllegalArgumentException("there is no option " + word + "; see --help");
        };
    }

    private static long number(String option, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(option + " must be a whole number, not " + value);
        }
        return Long.parseLong(value);
    }
}
