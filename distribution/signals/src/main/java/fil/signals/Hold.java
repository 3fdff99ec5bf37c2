package fil.signals;

import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/**
 * The sign that code is being changed: a Condition service of a fixed identity. While one is registered, every bundle
 * that shows something to clients keeps the view it has; when the last one is unregistered, it takes the new view.
 * Thread-safe.
 */
public final class Hold {

    /** The identity of the condition ({@code osgi.condition.id}). */
    public static final String ID = "fil.release.hold";

    /** A filter for the condition, also for the annotations of Declarative Services. */
    public static final String FILTER = "(osgi.condition.id=" + ID + ")";

    /** Property of the hold of a release: the release that is left. */
    public static final String FROM = "fil.release.from";

    /** Property of the hold of a release: the release that comes. */
    public static final String TO = "fil.release.to";

    /** Property of the hold of an update by hand: others by hand go on meanwhile. */
    public static final String BY_HAND = "fil.release.byHand";

    /** Property of each hold: the word that lets one who looks at the health in to what clients wait for. */
    static final String PASS = "fil.hold.pass";

    /** The header of a request that says the word. */
    public static final String PASS_HEADER = "X-Fil-Hold-Pass";

    /** By name: a bundle that only asks needs no wire to the package of the condition. */
    private static final String TYPE = "org.osgi.service.condition.Condition";

    private final ServiceRegistration<?> registration;

    private Hold(ServiceRegistration<?> registration) {
        this.registration = registration;
    }

    /**
     * Registers a hold; it ends with {@link #end}, or with the bundle of the context.
     *
     * @param context of the bundle that changes something
     * @return the hold
     */
    public static Hold begin(BundleContext context) {
        return begin(context, Map.of());
    }

    /**
     * Registers the hold of a change of release.
     *
     * @param context of the bundle that changes something
     * @param from the release that is left
     * @param to the release that comes
     * @return the hold
     */
    public static Hold begin(BundleContext context, String from, String to) {
        return begin(context, Map.of(FROM, from, TO, to));
    }

    /**
     * Registers the hold of an update by hand.
     *
     * @param context of the bundle that changes something
     * @return the hold
     */
    public static Hold beginByHand(BundleContext context) {
        return begin(context, Map.of(BY_HAND, true));
    }

    private static Hold begin(BundleContext context, Map<String, Object> told) {
        Hashtable<String, Object> properties = new Hashtable<>(told);
        properties.put(Condition.CONDITION_ID, ID);
        properties.put(PASS, UUID.randomUUID().toString());
        return new Hold(context.registerService(Condition.class, Condition.INSTANCE, properties));
    }

    /** The cut-over: it is over when this returns. */
    public void end() {
        registration.unregister();
    }

    /**
     * Says whether anything is held.
     *
     * @param context of the bundle that asks
     * @return whether a hold is registered
     */
    public static boolean isThere(BundleContext context) {
        return all(context).findAny().isPresent();
    }

    /**
     * Says whether more is held than updates by hand: a release is being changed, or a process is taking over.
     *
     * @param context of the bundle that asks
     * @return whether such a hold is registered
     */
    public static boolean isThereOfOthers(BundleContext context) {
        return all(context).anyMatch(it -> it.getProperty(BY_HAND) == null);
    }

    /**
     * Says whether bundles are being changed, by a release or by hand: not so while a process only takes over.
     *
     * @param context of the bundle that asks
     * @return whether such a hold is registered
     */
    public static boolean isThereOfCode(BundleContext context) {
        return all(context).anyMatch(it -> it.getProperty(TO) != null || it.getProperty(BY_HAND) != null);
    }

    /**
     * Finds the word of a hold. No client knows it: it never leaves this process but to its own socket.
     *
     * @param context of the bundle that asks
     * @return the word, if anything is held
     */
    public static Optional<String> pass(BundleContext context) {
        return all(context)
                .map(it -> (String) it.getProperty(PASS))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /**
     * Says whether a hold has this word.
     *
     * @param context of the bundle that asks
     * @param word what a request says; may be null
     * @return whether it is let in
     */
    public static boolean letsIn(BundleContext context, String word) {
        return word != null && all(context).anyMatch(it -> word.equals(it.getProperty(PASS)));
    }

    /**
     * Finds the holds, also those that were registered with another copy of the Condition class.
     *
     * @param context of the bundle that asks
     * @return the holds that are registered now
     */
    public static Stream<ServiceReference<?>> all(BundleContext context) {
        return Services.all(context, TYPE, FILTER);
    }
}
