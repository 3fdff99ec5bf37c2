package fil.signals;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A change by hand that is over, or that was refused, as the history keeps it. Told to the service {@link Names#HAND_NOTES}; where there is none, as in a
 * framework without releases, the log alone has it.
 *
 * @param what what was changed, in words
 * @param who who wanted it
 * @param began when it began
 * @param failure why it failed; empty if it did not
 * @param back whether what failed was taken back
 * @param refused whether it was not begun, as it is not from whom the installation trusts
 */
public record HandNote(String what, String who, Instant began, String failure, boolean back, boolean refused) {
    /**
     * Reads what {@link #tell} has sent.
     *
     * @param told by a bundle whose class of this name is another one
     * @return the note
     */
    public static HandNote of(Map<String, Object> told) {
        return new HandNote(
                (String) told.get("what"),
                (String) told.get("who"),
                (Instant) told.get("began"),
                (String) told.get("failure"),
                (Boolean) told.get("back"),
                // one of a former release does not say it
                Boolean.TRUE.equals(told.get("refused")));
    }

    /**
     * Has it kept. To be called while a change is still claimed, so that no takeover misses it.
     *
     * @param context of a bundle that goes on
     */
    public void tell(BundleContext context) {
        Map<String, Object> told =
                Map.of("what", what, "who", who, "began", began, "failure", failure, "back", back, "refused", refused);
        for (ServiceReference<?> reference : Services.of(context, Consumer.class, Names.filter(Names.HAND_NOTES))
                .toList()) {
            Services.ask(context, reference, service -> {
                @SuppressWarnings("unchecked")
                Consumer<Map<String, Object>> keeper = (Consumer<Map<String, Object>>) service;
                keeper.accept(told);
                return true;
            });
        }
    }
}
