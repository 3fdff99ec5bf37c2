package fil.safetynet;

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
                            + cause(configuration.failure))
                    .findFirst();
        } finally {
            context.ungetService(reference);
        }
    }

    /** The innermost cause of a stack trace: what the code itself said. */
    private static String cause(String trace) {
        return Optional.ofNullable(trace).stream()
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("\t"))
                .reduce((outer, inner) -> inner)
                .map(line -> line.replaceFirst("^Caused by: ", ""))
                .orElse("no reason given");
    }
}
