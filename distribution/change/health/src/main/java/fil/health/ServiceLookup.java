package fil.health;

import fil.signals.Dto;
import fil.signals.Services;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The services that are there, whoever's classes they have. */
record ServiceLookup(BundleContext context) {
    List<ServiceReference<?>> all(String type, String filter) {
        return Services.all(context, type, filter).toList();
    }

    /** What a service that is there says; nothing if it goes this moment: it is asked again at the next look. */
    <T> Stream<T> ask(ServiceReference<?> reference, Question<T> question) {
        return Services.ask(context, reference, service -> question.of(new Dto(service))).stream();
    }

    /** Whose service it is. */
    Optional<Bundle> owner(long service) {
        return all(null, "(service.id=" + service + ")").stream()
                .map(ServiceReference::getBundle)
                .filter(bundle -> bundle != null)
                .findFirst();
    }

    /** The component that offers it; empty if it is code of a bundle. */
    static String component(ServiceReference<?> reference) {
        return reference.getProperty("component.name") instanceof String name ? name : "";
    }

    @FunctionalInterface
    interface Question<T> {
        T of(Dto service) throws ReflectiveOperationException;
    }
}
