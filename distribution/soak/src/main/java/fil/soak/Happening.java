package fil.soak;

import java.util.Random;

/** What can happen, and how often in a hundred. */
enum Happening {
    CHANGE(40),
    HAND(15),
    BAD(15),
    FAULT(10),
    RIVALS(8),
    KILL(7),
    RESTART(5);

    private final int weight;

    Happening(int weight) {
        this.weight = weight;
    }

    static Happening at(Random random) {
        int left = random.nextInt(100);
        for (Happening one : values()) {
            left -= one.weight;
            if (left < 0) {
                return one;
            }
        }
        return CHANGE;
    }
}
