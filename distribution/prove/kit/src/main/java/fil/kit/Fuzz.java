package fil.kit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** How long a test makes up input, and from which seed: {@code -Dfil.fuzz.rounds=100000 -Dfil.fuzz.seed=7}. */
public final class Fuzz {
    private Fuzz() {}

    /** @return from which all is made up */
    public static long seed() {
        return Long.getLong("fil.fuzz.seed", 1986);
    }

    /** @return how often, unless told otherwise */
    public static int rounds(int usual) {
        return Integer.getInteger("fil.fuzz.rounds", usual);
    }

    /** Some octets are other ones; now and then the end is missing. */
    public static byte[] changed(byte[] good, Random random) {
        byte[] bad = good.clone();
        for (int i = random.nextInt(5); i >= 0; i--) {
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
    }

    /** @return one of them */
    public static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
