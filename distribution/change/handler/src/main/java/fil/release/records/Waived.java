package fil.release.records;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes in the history what is no change of the running release, and was taken though it is not signed or not current. */
public final class Waived {
    private Waived() {}

    /**
     * @param releases the folder of the releases
     * @param from the release that it was before
     * @param to the release that it is for
     * @param outcome what was done, in a word or two
     * @param why what was taken and why it would have been refused
     * @param flags without which it would have been
     */
    public static void note(Path releases, String from, String to, String outcome, String why, List<String> flags) {
        if (!flags.isEmpty()) {
            History history = new History(releases);
            Instant now = Instant.now();
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("from", from);
            change.put("to", to);
            change.put("who", System.getProperty("user.name"));
            change.put("trust", why);
            change.put("waived", flags);
            change.put("began", now.toString());
            change.put("tookMs", 0);
            change.put("outcome", outcome);
            history.note(history.place(now), change);
        }
    }
}
