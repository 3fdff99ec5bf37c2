package fil.fsm.machine;

import fil.colour.ColourSource;
import fil.colour.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to know every reading. They stay when the machine behind it dies and is restarted. */
final class Readers implements ColourSource {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final List<Consumer<? super Reading>> readers = new ArrayList<>();
    private Supplier<Reading> latest;

    @Override
    public synchronized Subscription subscribe(Consumer<? super Reading> reader) {
        readers.add(reader);
        if (latest != null) {
            hand(reader, latest.get());
        }
        return () -> unsubscribe(reader);
    }

    /** @param reading gives it with the dates of now: the wall clock may be set before the next reader comes */
    synchronized void publish(Supplier<Reading> reading) {
        latest = reading;
        List.copyOf(readers).forEach(reader -> hand(reader, reading.get()));
    }

    private synchronized void unsubscribe(Consumer<? super Reading> reader) {
        readers.removeIf(candidate -> candidate == reader);
    }

    private static void hand(Consumer<? super Reading> reader, Reading reading) {
        try {
            reader.accept(reading);
        } catch (RuntimeException | Error failure) {
            LOG.warn("A reader of the colour failed on '{}'; the machine goes on", reading.colour(), failure);
        }
    }
}
