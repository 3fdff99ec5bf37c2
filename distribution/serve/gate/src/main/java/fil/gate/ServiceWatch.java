package fil.gate;

import java.util.Collection;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/** Hears that a whiteboard service goes before the whiteboard does: a hook, as Watch is one. */
record ServiceWatch(Registry registry, Watch watch) implements EventListenerHook {

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> receivers) {
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            ServiceReference<?> reference = event.getServiceReference();
            long id = (Long) reference.getProperty(Constants.SERVICE_ID);
            if (reference.getBundle() != null && registry.knows(id)) {
                watch.vanishes(reference.getBundle(), registry.guards(id));
            }
        }
    }
}
