package fil.web;

import java.time.Duration;
import java.time.Instant;

/** Both clocks, turned by the test; the wall clock can also be set alone. */
final class HandTurnedTime {
    private long nanos = Long.MAX_VALUE - 1_000_000_000; // wraps round during the first seconds, as it may
    private Instant wall = Instant.parse("1986-01-26T00:00:00Z");

    Time time() {
        return new Time(() -> nanos, () -> wall);
    }

    Instant wall() {
        return wall;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    void setWall(Duration by) {
        wall = wall.plus(by);
    }
}
