package fil.web;

import java.util.Optional;

/**
 * A provider as the web knows it. Immutable.
 *
 * @param service the one that is there, or a stand-in that equals none
 * @param there whether it is there
 * @param since the moment (monotonic) it came or went
 * @param gave whether it has published something
 * @param broken what is wrong with what it provides
 */
record Provider(Object service, boolean there, long since, boolean gave, Optional<String> broken) {
    static Provider came(Object service, long now) {
        return new Provider(service, true, now, false, Optional.empty());
    }

    static Provider gone(long now) {
        return new Provider(new Object(), false, now, false, Optional.empty());
    }

    Provider giving() {
        return new Provider(service, there, since, true, Optional.empty());
    }

    Provider broken(String reason) {
        return new Provider(service, there, since, gave, Optional.of(reason));
    }

    boolean is(Object other) {
        return service == other;
    }
}
