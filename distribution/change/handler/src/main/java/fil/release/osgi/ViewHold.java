package fil.release.osgi;

import fil.signals.Hold;
import org.osgi.framework.BundleContext;

/** The hold of one change: begun once, and over for clients (the cut-over) when {@link #release} returns. */
final class ViewHold {
    private final BundleContext context;
    private Hold held;

    ViewHold(BundleContext context) {
        this.context = context;
    }

    synchronized void hold(String from, String to) {
        if (held == null) {
            held = Hold.begin(context, from, to);
        }
    }

    void release() {
        Hold ending;
        synchronized (this) {
            ending = held;
            held = null;
        }
        if (ending != null) {
            ending.end();
        }
    }
}
