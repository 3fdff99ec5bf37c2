package fil.colour;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A running colour machine, as an OSGi service. It is there exactly as long as the machine runs: when the service goes
 * away the machine was stopped, is being replaced, or gave up. Thread-safe.
 */
@ProviderType
public interface ColourSource {
    /**
     * Hands every reading to a reader: the current one before this method returns, each later one as the machine moves.
     * A reader is called by one thread at a time and must return quickly without blocking; what it throws is logged
     * and does not disturb the machine.
     *
     * @param reader takes the readings, not null
     * @return ends the subscription when closed; closing twice, or after the machine has gone, does nothing
     */
    Subscription subscribe(Consumer<? super Reading> reader);

    /** A reader's place in the line of readers; see {@link ColourSource#subscribe(Consumer)}. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        /** Ends the subscription; no reading is handed over that was not already under way. */
        @Override
        void close();
    }
}
