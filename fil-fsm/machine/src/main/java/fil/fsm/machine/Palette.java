package fil.fsm.machine;

import java.util.List;

/** The colours of one release, in the order in which the machine shows them. This is all that a release changes. */
public interface Palette {
    /** @return the colours, the first one first; at least one, none twice, always the same list */
    List<String> colours();
}
