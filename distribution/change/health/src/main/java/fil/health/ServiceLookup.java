package fil.health;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The services that are there, whoever's classes they have. */
final class ServiceLookup {
    private final BundleContext context;

    ServiceLookup(BundleContext context) {
        this.context = context;
    }

    List<ServiceReference<?>> all(String type, String filter) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(type, filter);
            return found == null ? List.of() : Arrays.asList(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What a service that is there says; nothing if it goes this moment. */
    <T> Stream<T> ask(ServiceReference<?> reference, Question<T> question) {
        try {
            Object service = context.getService(reference);
            if (service == null) {
                return Stream.empty();
            }
            try {
                return Stream.of(question.of(new Dto(service)));
            } finally {
                context.ungetService(reference);
            }
        } catch (ReflectiveOperationException | IllegalStateException e) {
            // the bundle that has it is going, and is asked again at the next look
            return Stream.empty();
        }
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
