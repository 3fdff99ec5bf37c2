package fil.launcher;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a start has put right: a line of the log each, and kept for {@code bin/fil status}. */
final class StartNotes {
    private static final Logger LOG = Logger.getLogger("fil.launcher");

    private StartNotes() {}

    static void tell(List<String> told) {
        told.forEach(it -> LOG.logp(Level.INFO, LOG.getName(), null, "at the start: " + it));
        System.setProperty("fil.start.notes", String.join("\n", told));
    }
}
