package fil.it.pax;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.mavenBundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import fil.it.Archives;
import fil.it.Folders;
import fil.it.Ports;
import fil.kit.TestJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ops4j.pax.exam.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The options that make Pax Exam's Felix a system of release 1986.a: the very bundles of its archive, in their order. */
final class RealRelease {
    /** Framework property: the unpacked archive. */
    static final String HOME = "fil.it.home";
    /** Framework property: the archive of release 1986.b. */
    static final String UPGRADE = "fil.it.upgrade";
    /** Framework property: the port of the web. */
    static final String PORT = "org.osgi.service.http.port";

    private RealRelease() {}

    static Option options() throws IOException, InterruptedException {
        Path home = unpacked();
        List<Option> options = new ArrayList<>();
        for (JsonNode each : bundles(home)) {
            String[] id = each.path("id").asString().split(":");
            options.add(bundle(home.resolve("bundle/" + id[1] + "-" + id[2] + ".jar")
                    .toUri()
                    .toString()));
        }
        options.add(frameworkProperty(HOME).value(home.toString()));
        options.add(frameworkProperty(UPGRADE).value(Archives.of(Archives.B).toString()));
        options.add(frameworkProperty(PORT).value(Integer.toString(Ports.free())));
        options.add(frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"));
        options.add(frameworkProperty("fil.home").value(home.toString()));
        options.add(
                frameworkProperty("fil.state.dir").value(home.resolve("state").toString()));
        options.add(frameworkProperty("obr.repository.url")
                .value(home.resolve("repository/index.xml").toUri().toString()));
        options.add(frameworkProperty("gosh.args").value("--nointeractive --noshutdown"));
        options.add(frameworkProperty("felix.log.level").value("1"));
        return composite(composite(options.toArray(Option[]::new)), forTheTests());
    }

    private static Option forTheTests() {
        return composite(
                junitBundles(),
                bundle(TestJar.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()),
                mavenBundle("org.awaitility", "awaitility").version(System.getProperty("awaitility.version")),
                mavenBundle("org.hamcrest", "hamcrest").version(System.getProperty("hamcrest.version")),
                systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                        .value("WARN"));
    }

    private static Path unpacked() throws IOException, InterruptedException {
        Path home = Folders.fresh();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.remove(home)));
        int code = new ProcessBuilder("tar", "-xzf", Archives.of(Archives.A).toString())
                .directory(home.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("tar has ended with " + code);
        }
        return home;
    }

    private static JsonNode bundles(Path home) throws IOException {
        JsonNode bundles = new JsonMapper()
                .readTree(Files.readString(home.resolve("releases/1986.a/1986.a.json")))
                .path("bundles");
        if (bundles.isEmpty()) {
            throw new AssertionError("The feature of 1986.a names no bundles");
        }
        return bundles;
    }
}
