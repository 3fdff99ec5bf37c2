package fil.gate;

import fil.signals.RestRuntimes;
import fil.signals.Services;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;

/** Asks the whiteboard itself which services it has taken up: registered does not yet mean that requests reach it. */
final class Runtimes {

    static final String SERVICES = "(objectClass=org.osgi.service.servlet.runtime.HttpServiceRuntime)";

    private final BundleContext context;

    Runtimes(BundleContext context) {
        this.context = context;
    }

    /** The ids of the services that the whiteboard dispatches to. */
    Set<Long> dispatched() {
        return ids(Runtimes::dispatched);
    }

    /** The ids of the services that the whiteboard has refused for good. */
    Set<Long> refused() {
        return ids(Runtimes::refused);
    }

    /** The ids of the services that JAX-RS whiteboards answer with. */
    Set<Long> rest() {
        return RestRuntimes.all(context)
                .flatMap(RestRuntimes::applications)
                .flatMap(it ->
                        Stream.of(Stream.of(it), it.dtos("resourceDTOs").stream(), it.dtos("extensionDTOs").stream()))
                .flatMap(it -> it)
                .map(it -> it.number("serviceId"))
                .collect(Collectors.toSet());
    }

    /** The paths that are served by no service: they were registered with the HttpService. */
    List<String> withoutService() {
        return runtimes()
                .flatMap(it -> Stream.of(it.servletContextDTOs))
                .flatMap(Runtimes::withoutService)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> withoutService(ServletContextDTO it) {
        String path = it.contextPath == null || it.contextPath.equals("/") ? "" : it.contextPath;
        return Stream.concat(
                        Stream.of(it.servletDTOs)
                                .filter(dto -> dto.serviceId < 0)
                                .flatMap(dto -> Stream.of(dto.patterns)),
                        Stream.of(it.resourceDTOs)
                                .filter(dto -> dto.serviceId < 0)
                                .flatMap(dto -> Stream.of(dto.patterns)))
                .map(pattern -> path + pattern);
    }

    private Set<Long> ids(Function<RuntimeDTO, LongStream> which) {
        return runtimes().flatMapToLong(which).boxed().collect(Collectors.toSet());
    }

    private Stream<RuntimeDTO> runtimes() {
        return references()
                .filter(it -> !leaves(it.getBundle()))
                .flatMap(it -> Services.ask(context, it, Runtimes::dto).stream());
    }

    private static RuntimeDTO dto(Object service) {
        return service instanceof HttpServiceRuntime runtime ? runtime.getRuntimeDTO() : null;
    }

    /** What such a server dispatches to says nothing of the next one. */
    private static boolean leaves(Bundle server) {
        return server == null || server.getState() == Bundle.STOPPING;
    }

    boolean isFrom(Bundle bundle) {
        return references().anyMatch(it -> bundle.equals(it.getBundle()));
    }

    boolean isActive() {
        return references()
                .map(ServiceReference::getBundle)
                .anyMatch(it -> it != null && it.getState() == Bundle.ACTIVE);
    }

    private Stream<ServiceReference<HttpServiceRuntime>> references() {
        return Services.of(context, HttpServiceRuntime.class, null);
    }

    private static LongStream dispatched(RuntimeDTO runtime) {
        return LongStream.concat(
                Stream.of(runtime.servletContextDTOs).flatMapToLong(Runtimes::ids),
                Stream.of(runtime.preprocessorDTOs).mapToLong(it -> it.serviceId));
    }

    private static LongStream refused(RuntimeDTO runtime) {
        return Stream.of(
                        Stream.of(runtime.failedServletDTOs).mapToLong(it -> it.serviceId),
                        Stream.of(runtime.failedFilterDTOs).mapToLong(it -> it.serviceId),
                        Stream.of(runtime.failedResourceDTOs).mapToLong(it -> it.serviceId),
                        Stream.of(runtime.failedServletContextDTOs).mapToLong(it -> it.serviceId),
                        Stream.of(runtime.failedPreprocessorDTOs).mapToLong(it -> it.serviceId),
                        Stream.of(runtime.failedErrorPageDTOs).mapToLong(it -> it.serviceId),
                        Stream.of(runtime.failedListenerDTOs).mapToLong(it -> it.serviceId))
                .flatMapToLong(it -> it);
    }

    private static LongStream ids(ServletContextDTO it) {
        return Stream.of(
                        LongStream.of(it.serviceId),
                        Stream.of(it.servletDTOs).mapToLong(dto -> dto.serviceId),
                        Stream.of(it.filterDTOs).mapToLong(dto -> dto.serviceId),
                        Stream.of(it.errorPageDTOs).mapToLong(dto -> dto.serviceId),
                        Stream.of(it.listenerDTOs).mapToLong(dto -> dto.serviceId),
                        Stream.of(it.resourceDTOs).mapToLong(dto -> dto.serviceId))
                .flatMapToLong(ids -> ids);
    }
}
