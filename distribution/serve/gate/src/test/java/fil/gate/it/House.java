package fil.gate.it;

import static org.awaitility.Awaitility.await;

import fil.kit.TestFelix;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** A real Felix with the real HTTP bundle and the gate's jar, and nothing else of fil. */
final class House implements AutoCloseable {

    private static final Path BUNDLES = Path.of("target", "bundles");
    private static final List<String> ORDER = List.of(
            "fil-slf4j",
            "org.osgi.service.servlet",
            "org.osgi.util.tracker",
            "org.apache.felix.http.servlet-api",
            "commons-io",
            "commons-fileupload",
            "org.apache.felix.configadmin",
            "org.apache.felix.http.jetty12");

    private final TestFelix felix;
    private final Framework framework;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    House(Path cache, Map<String, String> properties) throws BundleException, IOException {
        this(cache, properties, freePort());
    }

    private House(Path cache, Map<String, String> properties, int port) throws BundleException {
        this.port = port;
        Map<String, String> all = new HashMap<>(Map.of(
                "org.osgi.framework.storage.clean",
                "onFirstInit",
                "felix.log.level",
                "2",
                "org.osgi.service.http.port",
                String.valueOf(port),
                "org.apache.felix.http.host",
                "127.0.0.1"));
        all.putAll(properties);
        felix = TestFelix.started(cache, all);
        framework = felix.framework();
        List<Bundle> installed = new ArrayList<>();
        for (String name : ORDER) {
            installed.add(install(name));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    /** A house whose listening socket is held by fil.socket, and Jetty's own connector out of the way on any port. */
    static House withHeldSocket(Path cache, int port, Map<String, String> more) throws Exception {
        Map<String, String> all =
                new HashMap<>(Map.of("fil.socket.port", String.valueOf(port), "org.osgi.service.http.port", "0"));
        all.putAll(more);
        House house = new House(cache, all, port);
        house.install("fil-socket").start();
        house.gate();
        house.letIn();
        return house;
    }

    /** One that lets nobody in until it is told to, as at a start. */
    static House closed(Path cache, int port) throws Exception {
        House house = new House(
                cache, Map.of("fil.socket.port", String.valueOf(port), "org.osgi.service.http.port", "0"), port);
        house.install("fil-socket").start();
        house.gate();
        return house;
    }

    void letIn() throws BundleException {
        install("fil-connector").start();
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    Bundle install(String name) throws BundleException {
        return framework
                .getBundleContext()
                .installBundle(BUNDLES.resolve(name + ".jar").toUri().toString());
    }

    Bundle gate() throws BundleException {
        Bundle gate =
                framework.getBundleContext().installBundle(gateJar().toUri().toString());
        gate.start();
        return gate;
    }

    static Path gateJar() {
        return Path.of("target", "fil-gate-1.0.0.jar");
    }

    Bundle start(String location, InputStream jar) throws BundleException {
        return felix.start(location, jar);
    }

    Bundle bundle(String symbolicName) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(it -> symbolicName.equals(it.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    Framework framework() {
        return framework;
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Felix HTTP answers 404 until the very end of its start. */
    void untilServing(String path) {
        await().atMost(Duration.ofSeconds(60)).until(() -> get(path).statusCode() == 200);
    }

    /** Asks and does not wait for the answer. */
    CompletableFuture<HttpResponse<String>> ask(String path) {
        return client.sendAsync(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Configures the gate as an operator would; it takes effect a moment later. Config Admin's classes are not the test's. */
    void configure(String key, Object value) throws ReflectiveOperationException, InvalidSyntaxException {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> admin = context.getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null)[0];
        Object configuration = admin.getBundle()
                .loadClass("org.osgi.service.cm.ConfigurationAdmin")
                .getMethod("getConfiguration", String.class, String.class)
                .invoke(context.getService(admin), "fil.gate", null);
        admin.getBundle()
                .loadClass("org.osgi.service.cm.Configuration")
                .getMethod("update", Dictionary.class)
                .invoke(configuration, new Hashtable<>(Map.of(key, value)));
    }

    /** What the gate counts. */
    long statistic(String name) throws InvalidSyntaxException {
        BundleContext context = framework.getBundleContext();
        Supplier<?> statistics =
                context.getService(context.getServiceReferences(Supplier.class, "(name=fil.gate.statistics)")
                        .iterator()
                        .next());
        return (Long) ((Map<?, ?>) statistics.get()).get(name);
    }

    /** What the launcher has fil.socket do when another process takes over. */
    @SuppressWarnings("unchecked") // what the service promises by its name
    UnaryOperator<String> takeover() throws InvalidSyntaxException {
        BundleContext context = framework.getBundleContext();
        return context.getService(context.getServiceReferences(UnaryOperator.class, "(name=fil.socket.takeover)")
                .iterator()
                .next());
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() throws BundleException {
        felix.close();
    }

    static InputStream open(Path jar) throws IOException {
        return Files.newInputStream(jar);
    }
}
