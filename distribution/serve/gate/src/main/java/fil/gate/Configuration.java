package fil.gate;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;

/** The settings that hold now: framework properties, and the configuration where Config Admin is there. */
final class Configuration implements Supplier<GateSettings> {

    private final Function<String, Object> framework;
    private volatile GateSettings settings;

    Configuration(Function<String, Object> framework) {
        this.framework = framework;
        this.settings = GateSettings.from(framework);
    }

    @Override
    public GateSettings get() {
        return settings;
    }

    void update(Dictionary<String, ?> properties) throws ConfigurationException {
        try {
            settings = GateSettings.from(name ->
                    properties == null || properties.get(name) == null ? framework.apply(name) : properties.get(name));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("fil.gate", e.getMessage(), e);
        }
    }

    /** A factory, because ManagedService can be loaded only once Config Admin is there, and is asked for only by it. */
    void register(BundleContext context) {
        context.registerService(
                new String[] {"org.osgi.service.cm.ManagedService"},
                new OnDemand(this),
                new Hashtable<>(Map.of(Constants.SERVICE_PID, "fil.gate")));
    }

    private record OnDemand(Configuration configuration) implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            ManagedService service = configuration::update;
            return service;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            // nothing is kept for it
        }
    }
}
