package fil.web;

import fil.colour.Reading;
import java.util.Optional;

/**
 * What clients see at one moment: a colour and a page that belong together. Immutable.
 *
 * @param reading what the colour was made from
 * @param colour the answer to /which-color.json
 * @param page the answer to /
 */
record View(Optional<Reading> reading, Offer colour, Offer page) {
    static View empty(long now, long missed) {
        Offer none = Offer.none(now, missed);
        return new View(Optional.empty(), none, none);
    }

    View with(Reading newReading, Offer newColour) {
        return new View(Optional.of(newReading), newColour, page);
    }

    View withColour(Offer newColour) {
        return new View(reading, newColour, page);
    }

    View withPage(Offer newPage) {
        return new View(reading, colour, newPage);
    }
}
