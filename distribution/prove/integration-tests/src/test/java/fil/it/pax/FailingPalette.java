package fil.it.pax;

import fil.fsm.machine.Palette;
import java.util.AbstractList;
import java.util.List;

/** Goes into a bundle of the colours: kills its machine as many times as the system property {@value #DEATHS} says. */
public final class FailingPalette extends AbstractList<String> implements Palette {
    static final String DEATHS = "fil.it.deaths";
    /** Not the class itself, which the test cannot load: the palette is none of its business. */
    static final String NAME = "fil.it.pax.FailingPalette";

    private static final List<String> COLOURS = List.of("olive", "green", "red");

    @Override
    public List<String> colours() {
        return this;
    }

    @Override
    public String get(int index) {
        int deaths = Integer.getInteger(DEATHS, 0);
        if (deaths > 0) {
            System.setProperty(DEATHS, Integer.toString(deaths - 1));
            throw new AssertionError("this machine was made to die");
        }
        return COLOURS.get(index);
    }

    @Override
    public int size() {
        return COLOURS.size();
    }
}
