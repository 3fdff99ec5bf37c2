package fil.release.osgi;

import fil.signals.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The components of Declarative Services: which are well, which failed. Known by bundle and component name. */
final class Components implements AutoCloseable {
    private final BundleContext context;
    private final Set<ServiceReference<?>> got = new HashSet<>();

    Components(BundleContext context) {
        this.context = context;
    }

    /** @return the components that can work */
    Set<String> satisfied() {
        Set<String> names = new TreeSet<>();
        each(configuration ->
                        isSatisfied(configuration) ? Optional.of(name(configuration.description)) : Optional.empty())
                .forEach(names::add);
        return names;
    }

    /**
     * @param before components that could work once
     * @return those of them that are still there, but cannot work, with the reason
     */
    List<String> missing(Set<String> before) {
        Set<String> now = satisfied();
        return each(configuration -> !before.contains(name(configuration.description))
                                || now.contains(name(configuration.description))
                        ? Optional.empty()
                        : Optional.of(why(configuration)))
                .distinct()
                .toList();
    }

    /**
     * @param bundles symbolic names
     * @return their components that failed, with the reason
     */
    List<String> failed(Set<String> bundles) {
        return each(configuration -> bundles.contains(configuration.description.bundle.symbolicName)
                                && configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION
                        ? Optional.of(why(configuration))
                        : Optional.empty())
                .distinct()
                .toList();
    }

    /** Gets the services of components that wait for somebody to do so, so that what fails, fails before anybody sees it. */
    void activate(Set<String> bundles) {
        for (Bundle bundle : context.getBundles()) {
            ServiceReference<?>[] services =
                    bundles.contains(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE
                            ? bundle.getRegisteredServices()
                            : null;
            for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
                if (service.getProperty("component.name") != null
                        && !got.contains(service)
                        && Constants.SCOPE_SINGLETON.equals(service.getProperty(Constants.SERVICE_SCOPE))
                        && context.getService(service) != null) {
                    got.add(service);
                }
            }
        }
    }

    @Override
    public void close() {
        got.forEach(context::ungetService);
        got.clear();
    }

    private Stream<String> each(Function<ComponentConfigurationDTO, Optional<String>> told) {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return Stream.empty();
        }
        try {
            List<String> found = new ArrayList<>();
            for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
                runtime.getComponentConfigurationDTOs(description)
                        .forEach(configuration -> told.apply(configuration).ifPresent(found::add));
            }
            return found.stream();
        } finally {
            context.ungetService(reference);
        }
    }

    private static boolean isSatisfied(ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.SATISFIED
                || configuration.state == ComponentConfigurationDTO.ACTIVE;
    }

    private static String name(ComponentDescriptionDTO description) {
        return description.bundle.symbolicName + " " + description.name;
    }

    private static String why(ComponentConfigurationDTO configuration) {
        String what = "the component " + configuration.description.name + " of "
                + configuration.description.bundle.symbolicName + " " + configuration.description.bundle.version;
        return switch (configuration.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> what + " failed: " + Reason.of(configuration.failure);
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> what + " has no configuration";
            default ->
                what + " misses "
                        + String.join(
                                ", ",
                                Arrays.stream(configuration.unsatisfiedReferences)
                                        .map(reference -> reference.name)
                                        .toList());
        };
    }
}
