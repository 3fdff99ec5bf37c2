package fil.gate;

import java.io.IOException;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/** Whether there is a configuration of a name: a component that needs one and has none is not meant to be there. */
record Configured(BundleContext context) implements Predicate<String> {

    @Override
    public boolean test(String pid) {
        // by name first: where nobody offers it its class is not there
        ServiceReference<?> reference = context.getServiceReference("org.osgi.service.cm.ConfigurationAdmin");
        if (reference == null) {
            return false;
        }
        try {
            return context.getService(reference) instanceof ConfigurationAdmin admin
                    && admin.listConfigurations("(|(service.pid=" + pid + ")(service.factoryPid=" + pid + "))") != null;
        } catch (IOException | InvalidSyntaxException e) {
            return true; // it cannot be known: what guards is waited for
        } finally {
            context.ungetService(reference);
        }
    }
}
