package fil.signals;

import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * What the JAX-RS whiteboards, of javax and of jakarta, say of themselves: their runtime DTOs. Read by the names of the
 * specification, so that nothing is wired to them.
 */
public final class RestRuntimes {
    /** The types of the services by which they say it. */
    public static final Set<String> TYPES = Set.of(
            "org.osgi.service.jakartars.runtime.JakartarsServiceRuntime",
            "org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime");

    private RestRuntimes() {}

    /**
     * @param context of the bundle that asks
     * @return the runtime DTO of each that is there
     */
    public static Stream<Dto> all(BundleContext context) {
        return TYPES.stream().flatMap(type -> Services.all(context, type, null)
                .flatMap(it ->
                        Services.ask(context, it, service -> new Dto(service).call(type, "getRuntimeDTO")).stream()));
    }

    /**
     * @param runtime a runtime DTO
     * @return the DTOs of the applications that it answers with
     */
    public static Stream<Dto> applications(Dto runtime) {
        return Stream.concat(Stream.of(runtime.dto("defaultApplication")), runtime.dtos("applicationDTOs").stream());
    }
}
