package fil.page;

import java.time.Duration;

/**
 * What the page is made from, besides its template. Immutable; equal models give equal pages.
 *
 * @param askEvery how often an open page asks for the colour, longer than zero
 */
public record PageModel(Duration askEvery) {
    public PageModel {
        if (askEvery.isNegative() || askEvery.isZero()) {
            throw new IllegalArgumentException("askEvery must be longer than zero, not " + askEvery);
        }
    }
}
