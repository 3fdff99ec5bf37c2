package fil.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.kit.TestFelix;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.jakartars.runtime.JakartarsServiceRuntime;

/** On a real Felix: services are found, and asked by the names of a specification. */
class ServicesTest {
    @TempDir
    Path folder;

    private TestFelix felix;
    private BundleContext context;

    @BeforeEach
    void start() throws BundleException {
        felix = TestFelix.started(folder.resolve("cache"), Map.of());
        context = felix.framework().getBundleContext();
    }

    @AfterEach
    void stop() throws BundleException {
        felix.close();
    }

    @Test
    void aServiceIsAskedWhileItIsThereAndSaysNothingOnceItIsGone() {
        ServiceRegistration<Runnable> offered = context.registerService(Runnable.class, () -> {}, null);
        ServiceReference<?> reference = Services.all(context, Runnable.class.getName(), null)
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of(true), Services.ask(context, reference, Runnable.class::isInstance));
        offered.unregister();
        assertEquals(Optional.empty(), Services.ask(context, reference, it -> true));
        assertEquals(0, Services.of(context, Runnable.class, null).count());
    }

    @Test
    void whatGoesWhileItIsAskedSaysNothing() {
        context.registerService(Runnable.class, () -> {}, null);
        ServiceReference<Runnable> reference =
                Services.of(context, Runnable.class, null).findFirst().orElseThrow();
        assertEquals(Optional.empty(), Services.ask(context, reference, it -> {
            throw new IllegalStateException("its bundle has stopped");
        }));
    }

    @Test
    void applicationsOfARestWhiteboardAreReadWhateverItsClassIs() {
        context.registerService(JakartarsServiceRuntime.class, RuntimeDto::new, null);
        List<Dto> applications =
                RestRuntimes.all(context).flatMap(RestRuntimes::applications).toList();
        assertEquals(List.of(1L, 2L), numbers(applications.stream()));
        assertEquals(List.of(7L, 8L), numbers(applications.get(1).dtos("resourceDTOs").stream()));
        assertEquals(List.of(), applications.get(0).dtos("resourceDTOs"));
    }

    private static List<Long> numbers(Stream<Dto> all) {
        return all.map(it -> it.number("serviceId")).toList();
    }

    /** As the specification has it, where one field is a list and the other an array. */
    public static final class RuntimeDto {
        public final Application defaultApplication = new Application(1, List.of());
        public final Application[] applicationDTOs = {new Application(2, List.of(new Resource(7), new Resource(8)))};
    }

    public static final class Application {
        public final long serviceId;
        public final List<Resource> resourceDTOs;

        Application(long serviceId, List<Resource> resourceDTOs) {
            this.serviceId = serviceId;
            this.resourceDTOs = resourceDTOs;
        }
    }

    public static final class Resource {
        public final long serviceId;

        Resource(long serviceId) {
            this.serviceId = serviceId;
        }
    }
}
