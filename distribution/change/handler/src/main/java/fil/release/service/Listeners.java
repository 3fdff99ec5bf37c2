package fil.release.service;

import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import fil.release.handler.ChangeListener;
import fil.signals.Services;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a change goes on: the one who wants it, and all who listen as a service. Time counts from when it was asked for. */
final class Listeners implements ChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private final BundleContext context;
    private final ChangeListener caller;
    private final long began = System.nanoTime();

    Listeners(BundleContext context, ChangeListener caller) {
        this.context = context;
        this.caller = caller;
    }

    /** The nano time when the change was asked for. */
    long began() {
        return began;
    }

    Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Does what comes before the steps of a plan, and tells it as those are told. */
    <T> T phase(String verb, String subject, Supplier<T> work, Function<T, Action> told) {
        Duration begins = since();
        heard(new ChangeEvent.Begins(begins, new Action(verb, subject, "")));
        T result = work.get();
        heard(new ChangeEvent.Took(since(), told.apply(result), since().minus(begins)));
        return result;
    }

    @Override
    public void heard(ChangeEvent event) {
        tell(caller, event);
        try {
            Services.of(context, ChangeListener.class, null).forEach(each -> {
                ChangeListener listener = context.getService(each);
                if (listener != null) {
                    tell(listener, event);
                    context.ungetService(each);
                }
            });
        } catch (IllegalStateException e) {
            LOG.debug("Nobody can be told: this bundle stops", e);
        }
    }

    private static void tell(ChangeListener listener, ChangeEvent event) {
        try {
            listener.heard(event);
        } catch (RuntimeException | Error e) {
            LOG.debug("{} does not listen", listener, e);
        }
    }
}
