package fil.handover;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the state of stateful components on disk, so that it outlives the code: a plain {@code update}, an upgrade of a
 * whole release and a {@code kill -9} are the same to a component. Each bundle sees only its own state: states are kept
 * by bundle symbolic name and a name of the component's choice.
 *
 * <p>A component asks for what was kept when it is activated and keeps its state at every change:
 * <pre>{@code
 * @Activate
 * public Counter(@Reference Handover handover) {
 *     count = handover.received("counter").map(handed -> handed.number("count")).orElse(0L);
 * }
 *
 * void increment() {
 *     handover.keep("counter", Map.of("count", ++count));
 * }
 * }</pre>
 *
 * <p>The bundle says in its manifest that it is stateful and whose state it can take over, so that a change that would
 * lose state is refused before it is tried:
 * {@code Provide-Capability: fil.appup;fil.appup="counter";from="[1.0,2.0)"}.
 *
 * <p>Values are plain JDK values: String, Long, Integer, Double, Boolean, Instant, and List or Map (with String keys)
 * of these. Never a class of the bundle: the old class loader must be collectable. Thread-safe.
 */
@ProviderType
public interface Handover {
    /**
     * The state that was kept last under a name, by whichever version of the calling bundle.
     *
     * @param name the component's name for it: letters, digits, {@code . _ -}; at most 100 characters
     * @return what was kept and by which version, or empty if nothing was kept
     * @throws IllegalArgumentException if the name is not of that form
     * @throws UncheckedIOException if it cannot be read; nothing is guessed
     */
    Optional<Handed> received(String name);

    /**
     * Keeps a state in place of the one kept before. When this returns the state survives the end of the process;
     * a crash in the middle leaves the one before.
     *
     * @param name as in {@link #received(String)}
     * @param values the whole state; copied
     * @throws IllegalArgumentException if the name or a value is not of the kinds above; says which
     * @throws UncheckedIOException if it cannot be written; the state kept before stays
     */
    void keep(String name, Map<String, ?> values);
}
