package fil.release.records;

import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Notes in the history what is no change of the running release, and was taken though it is not signed or not current. */
public final class Waived {
    private Waived() {}

    /**
     * @param releases the folder of the releases
     * @param from the release that it was before
     * @param to the release that it is for
     * @param outcome what was done
     * @param why what was taken and why it would have been refused
     * @param flags without which it would have been
     */
    public static void note(Path releases, String from, String to, Outcome outcome, String why, List<String> flags) {
        if (!flags.isEmpty()) {
            History history = new History(releases);
            Instant now = Instant.now();
            history.note(
                    history.place(now),
                    new ChangeRecord(
                            from,
                            to,
                            System.getProperty("user.name"),
                            why,
                            flags,
                            Optional.of(now),
                            Duration.ZERO,
                            outcome,
                            "",
                            List.of(),
                            Optional.empty()));
        }
    }
}
