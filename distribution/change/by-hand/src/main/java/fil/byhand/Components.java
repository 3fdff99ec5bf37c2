package fil.byhand;

import fil.signals.Reason;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Asks Declarative Services, where there is one, how the components of a bundle are. */
final class Components implements Function<Bundle, Optional<String>> {
    private final BundleContext context;

    Components(BundleContext context) {
        this.context = context;
    }

    /** @return what failed in the bundle, if anything did */
    @Override
    public Optional<String> apply(Bundle bundle) {
        ServiceReference<?> reference =
                context.getServiceReference("org.osgi.service.component.runtime.ServiceComponentRuntime");
        if (reference == null || !(context.getService(reference) instanceof ServiceComponentRuntime runtime)) {
            return Optional.empty();
        }
        try {
            return runtime.getComponentDescriptionDTOs(bundle).stream()
                    .flatMap(description -> runtime.getComponentConfigurationDTOs(description).stream())
                    .filter(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                    .map(configuration -> "its component " + configuration.description.name + " failed: "
                            + Reason.of(configuration.failure))
                    .findFirst();
        } finally {
            context.ungetService(reference);
        }
    }
}
