package fil.soak;

import java.util.Random;

/** What can happen, and how often in a hundred. */
enum Happening {
    CHANGE(26),
    TOGETHER(8),
    HAND(10),
    BROKEN_JAR(10),
    BAD(12),
    FAULT(8),
    RIVALS(6),
    KILL(11),
    RESTART(4),
    HANDOVER(5);

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
