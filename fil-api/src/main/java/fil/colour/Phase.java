package fil.colour;

import java.time.Duration;
import java.util.Objects;

/**
 * One colour and how long it lasts. Immutable.
 *
 * @param colour the name of the colour as CSS knows it, never blank
 * @param lasts how long the colour is shown, longer than zero
 */
public record Phase(String colour, Duration lasts) {
    public Phase {
        if (colour.isBlank()) {
            throw new IllegalArgumentException("a phase needs a colour");
        }
        Objects.requireNonNull(lasts, "lasts");
        if (lasts.isNegative() || lasts.isZero()) {
            throw new IllegalArgumentException("a phase must last longer than zero, not " + lasts);
        }
    }
}
