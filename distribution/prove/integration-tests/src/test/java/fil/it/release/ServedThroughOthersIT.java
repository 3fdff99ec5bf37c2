package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.ReleaseDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a bundle serves without a servlet of its own on the whiteboard: resources of a JAX-RS whiteboard (here one of the test's own,
 * which takes up what comes and goes a moment late, as real ones do), and servlets that it registers with the HttpService.
 */
class ServedThroughOthersIT {
    private static final List<String> PATHS = List.of("/rest/hello", "/old");
    private static final String RUNTIME = """
            package org.osgi.service.jakartars.runtime;
            public interface JakartarsServiceRuntime { Object getRuntimeDTO(); }
            """;
    private static final String HOST = """
            package it.host;
            import jakarta.servlet.Servlet;
            import jakarta.servlet.http.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.Supplier;
            import org.osgi.service.component.annotations.*;
            import org.osgi.service.jakartars.runtime.JakartarsServiceRuntime;
            @Component(service = {Servlet.class, JakartarsServiceRuntime.class},
                    property = "osgi.http.whiteboard.servlet.pattern=/rest/*")
            public class Host extends HttpServlet implements JakartarsServiceRuntime {
                public static class Resource { public long serviceId; public String name = "sid"; }
                public static class Application { public long serviceId = -1; public String base = "/"; public Resource[] resourceDTOs; }
                public static class Runtime { public Application defaultApplication = new Application(); }
                private final Map<Long, Supplier<String>> taken = new ConcurrentHashMap<>();
                private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor();
                @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
                        target = "(osgi.jakartars.resource=true)")
                void add(Supplier<String> resource, Map<String, Object> properties) {
                    late.schedule(() -> taken.put((Long) properties.get("service.id"), resource), 100, TimeUnit.MILLISECONDS);
                }
                void remove(Supplier<String> resource, Map<String, Object> properties) {
                    late.schedule(() -> taken.remove((Long) properties.get("service.id")), 50, TimeUnit.MILLISECONDS);
                }
                @Deactivate void end() { late.shutdownNow(); }
                public Object getRuntimeDTO() {
                    Runtime runtime = new Runtime();
                    runtime.defaultApplication.resourceDTOs = taken.keySet().stream().map(id -> {
                        Resource resource = new Resource();
                        resource.serviceId = id;
                        return resource;
                    }).toArray(Resource[]::new);
                    return runtime;
                }
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                    Optional<Supplier<String>> one = taken.values().stream().findFirst();
                    if (one.isEmpty()) {
                        response.sendError(404);
                    } else {
                        response.getWriter().print(one.get().get());
                    }
                }
            }
            """;
    private static final String GUEST = """
            package it.guest;
            import org.osgi.service.component.annotations.*;
            @Component(property = "osgi.jakartars.resource=true")
            public class Guest implements java.util.function.Supplier<String> {
                %s
                public String get() { return "served"; }
            }
            """;
    private static final String OLD = """
            package it.old;
            import java.lang.reflect.Method;
            import javax.servlet.http.*;
            import org.osgi.framework.*;
            public class Start implements BundleActivator, ServiceListener {
                private static final String TYPE = "org.osgi.service.http.HttpService";
                private BundleContext context;
                private ServiceReference<?> known;
                public void start(BundleContext context) throws Exception {
                    this.context = context;
                    context.addServiceListener(this, "(objectClass=" + TYPE + ")");
                    register();
                }
                public void stop(BundleContext context) {}
                public void serviceChanged(ServiceEvent event) {
                    if (event.getType() == ServiceEvent.REGISTERED) {
                        register();
                    }
                }
                private synchronized void register() {
                    ServiceReference<?> there = context.getServiceReference(TYPE);
                    if (there == null || there.equals(known)) {
                        return;
                    }
                    known = there;
                    Object service = context.getService(there);
                    HttpServlet servlet = new HttpServlet() {
                        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                            response.getWriter().print("served");
                        }
                    };
                    try {
                        for (Method method : service.getClass().getMethods()) {
                            if (method.getName().equals("registerServlet") && method.getParameterCount() == 4 && %s) {
                                method.setAccessible(true);
                                method.invoke(service, "/old", servlet, null, null);
                                return;
                            }
                        }
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    private Installation installation;

    /** Compiled once: each release has the very same. */
    private Path host;

    @BeforeEach
    void start() {
        installation =
                Installation.of(Archives.A).with("FIL_RELEASE_DEADLINE", "4000").start();
        host = bundle("it.host", "1.0.0", "it.host,org.osgi.service.jakartars.runtime", Map.of(), RUNTIME, HOST);
        installation.fil("upgrade", draft("1986.s").pack().toString()).ends(0);
        await("both are served").atMost(Duration.ofSeconds(60)).until(() -> PATHS.stream()
                .allMatch(this::isServed));
    }

    @AfterEach
    void end() {
        installation.close();
    }

    @Test
    void requestsWaitUntilTheNewVersionServesAndOneThatDoesNotIsTakenBack() {
        servedAllTheTime(() -> {
            installation.fil("upgrade", next().pack().toString()).ends(0);
            byHand("it.guest", guest("3.0.0", "@Reference java.util.concurrent.Callable<String> nobodys;"), 1);
            byHand("it.old", old("3.0.0", "false"), 1);
        });
    }

    @Test
    @Tag("long")
    void soDoTheyOnTheWayDownByHandAndWhenTheServerIsRefreshed() {
        servedAllTheTime(() -> {
            installation.fil("upgrade", next().pack().toString()).ends(0);
            installation.fil("downgrade").ends(0);
            byHand("it.guest", guest("2.0.1", ""), 0);
            byHand("it.old", old("2.0.1", "true"), 0);
            installation.eval("refresh org.apache.felix.http.jetty12").ends(0);
        });
    }

    private ReleaseDraft next() {
        return draft("1986.t").with(guest("2.0.0", "")).with(old("2.0.0", "true"));
    }

    private void byHand(String name, Path jar, int code) {
        installation
                .eval("update " + name + " '" + jar.toUri() + "'")
                .ends(code)
                .says(name);
    }

    private void servedAllTheTime(Runnable change) {
        List<String> others = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> clients = PATHS.stream()
                .map(path -> new Thread(() -> {
                    while (!over.get()) {
                        if (!isServed(path)) {
                            others.add(path);
                        }
                    }
                }))
                .toList();
        clients.forEach(Thread::start);
        try {
            change.run();
        } finally {
            over.set(true);
            await("the end of the load").until(() -> clients.stream().noneMatch(Thread::isAlive));
        }
        assertEquals(List.of(), others, installation::log);
    }

    private boolean isServed(String path) {
        try {
            var answer = installation.web().ask("GET", path);
            return answer.statusCode() == 200 && answer.body().equals("served");
        } catch (IOException failed) {
            return false;
        }
    }

    private ReleaseDraft draft(String name) {
        return ReleaseDraft.of(Archives.A, name, installation.beside())
                .with(host)
                .with(guest("1.0.0", ""))
                .with(old("1.0.0", "true"));
    }

    private Path guest(String version, String more) {
        return bundle("it.guest", version, "it.guest", Map.of(), GUEST.formatted(more));
    }

    private Path old(String version, String registers) {
        return bundle(
                "it.old", version, "it.old", Map.of("Bundle-Activator", "it.old.Start"), OLD.formatted(registers));
    }

    private Path bundle(String name, String version, String packages, Map<String, String> more, String... sources) {
        Map<String, String> headers = new HashMap<>(more);
        headers.putAll(Map.of(
                "Bundle-SymbolicName",
                name,
                "Bundle-Version",
                version,
                "Private-Package",
                packages,
                "-contract",
                "!*"));
        return Bundles.compile(installation.beside().resolve(name + "-" + version + ".jar"), headers, sources);
    }
}
