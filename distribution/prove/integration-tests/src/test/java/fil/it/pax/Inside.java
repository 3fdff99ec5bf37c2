package fil.it.pax;

import static org.awaitility.Awaitility.await;

import fil.colour.ColourSource;
import fil.colour.Reading;
import fil.it.Web;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The running system seen from inside its framework: bundles, services, the shell. */
final class Inside {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final BundleContext context;

    Inside(BundleContext context) {
        this.context = context;
    }

    Web web() {
        return new Web(Integer.parseInt(context.getProperty(RealRelease.PORT)));
    }

    Bundle bundle(String symbolicName) {
        return Stream.of(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .reduce((one, other) -> {
                    throw new AssertionError("two bundles " + symbolicName + ": " + one + " and " + other);
                })
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    String version(String symbolicName) {
        return bundle(symbolicName).getVersion().toString();
    }

    /** The address of a bundle of the showcase in the repository of the archive. */
    String jar(String symbolicName, String release) {
        return Path.of(
                        context.getProperty(RealRelease.HOME),
                        "repository",
                        symbolicName.replace('.', '-') + "-" + release + ".jar")
                .toUri()
                .toString();
    }

    /** Runs one line in a shell of its own and returns all that a user would see, the exception as well. */
    String shell(String line) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(seen, true, StandardCharsets.UTF_8);
        try (CommandSession session =
                service(CommandProcessor.class).createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            Object result = session.execute(line);
            out.println(result == null ? "" : session.format(result, 0));
        } catch (Exception refused) {
            out.println(refused.getMessage());
        }
        return seen.toString(StandardCharsets.UTF_8);
    }

    String update(String symbolicName, String url) {
        return shell("felix:update " + bundle(symbolicName).getBundleId() + " '" + url + "'");
    }

    /** What the colour machine that runs now shows now. */
    Reading reading() {
        AtomicReference<Reading> reading = new AtomicReference<>();
        service(ColourSource.class).subscribe(reading::set).close();
        return reading.get();
    }

    void waitFor(String colour) {
        await(colour).atMost(DEADLINE).pollInterval(Duration.ofMillis(10)).until(() -> web().colour()
                .equals(colour));
    }

    /** Brings the showcase back to release 1986.a, whatever a test has left. */
    void restore() throws Exception {
        for (String name : new String[] {"fil.fsm", "fil.templates"}) {
            Bundle bundle = bundle(name);
            if (!version(name).equals("1986.0.0.a") || bundle.getState() != Bundle.ACTIVE) {
                try (var jar = java.net.URI.create(jar(name, "1986.a")).toURL().openStream()) {
                    bundle.update(jar);
                }
                bundle.start();
            }
        }
        await("an answer").atMost(DEADLINE).until(() -> web().answers());
    }

    <T> T service(Class<T> type) {
        ServiceReference<T> reference = await(type.getName())
                .atMost(DEADLINE)
                .until(() -> Optional.ofNullable(context.getServiceReference(type)), Optional::isPresent)
                .orElseThrow();
        return context.getService(reference);
    }
}
