package fil.signals;

import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Finds services and asks them. */
public final class Services {
    private Services() {}

    /** What a service is asked. */
    @FunctionalInterface
    public interface Question<T> {
        /**
         * @param service the service, which is there
         * @return what it says; null if it says nothing
         * @throws ReflectiveOperationException if it was asked by a name that it does not have
         */
        T of(Object service) throws ReflectiveOperationException;
    }

    /**
     * @param context of the bundle that asks
     * @param type a type that the services have in common with that bundle
     * @param filter a filter that is valid; null: all
     * @return the services that are there now
     */
    public static <T> Stream<ServiceReference<T>> of(BundleContext context, Class<T> type, String filter) {
        try {
            return context.getServiceReferences(type, filter).stream();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Finds also those whose class is another copy than that of the bundle that asks.
     *
     * @param context of the bundle that asks
     * @param type the name of a type; null: any
     * @param filter a filter that is valid; null: all
     * @return the services that are there now
     */
    public static Stream<ServiceReference<?>> all(BundleContext context, String type, String filter) {
        try {
            return Stream.ofNullable(context.getAllServiceReferences(type, filter))
                    .flatMap(Stream::of);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * @param context of the bundle that asks
     * @param reference a service
     * @param question what it is asked
     * @return what it says; nothing if it, or its bundle, goes this moment
     */
    public static <T> Optional<T> ask(BundleContext context, ServiceReference<?> reference, Question<T> question) {
        try {
            Object service = context.getService(reference);
            try {
                return service == null ? Optional.empty() : Optional.ofNullable(question.of(service));
            } finally {
                context.ungetService(reference);
            }
        } catch (ReflectiveOperationException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
