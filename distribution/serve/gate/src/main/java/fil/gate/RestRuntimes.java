package fil.gate;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the JAX-RS whiteboards, of javax and of jakarta, which services they answer with. Read by the names of the specification,
 * so that nothing is wired to them.
 */
final class RestRuntimes {

    /** The types of their own services. */
    static final Set<String> TYPES = Set.of(
            "org.osgi.service.jakartars.runtime.JakartarsServiceRuntime",
            "org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime");

    private static final Logger LOG = LoggerFactory.getLogger(RestRuntimes.class);

    private final BundleContext context;

    RestRuntimes(BundleContext context) {
        this.context = context;
    }

    /** The ids of the services that they answer with. */
    Set<Long> dispatched() {
        Set<Long> all = new HashSet<>();
        TYPES.stream().flatMap(this::references).forEach(it -> read(it, all));
        return all;
    }

    private Stream<ServiceReference<?>> references(String type) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(type, null);
            return Stream.ofNullable(found).flatMap(Stream::of);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter
        }
    }

    private void read(ServiceReference<?> reference, Set<Long> into) {
        try {
            Object service = context.getService(reference);
            if (service != null) {
                Method method = service.getClass().getMethod("getRuntimeDTO");
                method.setAccessible(true); // its class need not be public, as the interface is
                Object runtime = method.invoke(service);
                Stream.of("defaultApplication", "applicationDTOs")
                        .flatMap(it -> values(runtime, it))
                        .forEach(it -> application(it, into));
                context.ungetService(reference);
            }
        } catch (ReflectiveOperationException | IllegalStateException e) {
            LOG.debug("{} goes this moment: it answers with nothing", reference, e);
        }
    }

    private static void application(Object application, Set<Long> into) {
        Stream.concat(
                        Stream.of(application),
                        Stream.of("resourceDTOs", "extensionDTOs").flatMap(it -> values(application, it)))
                .flatMap(it -> values(it, "serviceId"))
                .filter(Long.class::isInstance)
                .forEach(it -> into.add((Long) it));
    }

    private static Stream<?> values(Object dto, String field) {
        try {
            Object value = dto.getClass().getField(field).get(dto);
            return value == null
                    ? Stream.empty()
                    : value.getClass().isArray()
                            ? IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i))
                            : value instanceof List<?> all ? all.stream() : Stream.of(value);
        } catch (ReflectiveOperationException e) {
            return Stream.empty(); // an older version of the specification lacks it
        }
    }
}
