package fil.signals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.IntSupplier;

/**
 * Somebody else changes the system, and who asked was refused. Says which exit code a command ends with: an
 * {@link IntSupplier}, as the shell that reads it shares no code with this bundle.
 */
public final class ChangeRefused extends Exception implements IntSupplier {
    /** The exit code of what was refused because another change runs. */
    public static final int EXIT_CODE = 13;

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final transient ChangeClaim.Holder holder;

    /** @param holder who works */
    public ChangeRefused(ChangeClaim.Holder holder) {
        super("Refused: " + sentence(holder) + "; try again when it has ended.");
        this.holder = holder;
    }

    /** @return who works */
    public ChangeClaim.Holder holder() {
        return holder;
    }

    /**
     * Tells who works.
     *
     * @param holder who does
     * @return a sentence without its end
     */
    public static String sentence(ChangeClaim.Holder holder) {
        return holder.purpose().what() + " runs, wanted by " + holder.purpose().who() + ", since "
                + TIME.format(holder.since()) + " ("
                + Math.max(0, Duration.between(holder.since(), Instant.now()).toSeconds()) + " s)";
    }

    @Override
    public int getAsInt() {
        return EXIT_CODE;
    }
}
