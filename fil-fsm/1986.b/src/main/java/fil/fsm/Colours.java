package fil.fsm;

import fil.fsm.machine.Palette;
import java.util.List;

/** The colours of this release. */
public final class Colours implements Palette {
    @Override
    public List<String> colours() {
        return List.of("olive", "green", "red");
    }
}
