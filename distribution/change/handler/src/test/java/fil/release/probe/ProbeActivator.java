package fil.release.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into bundles made by tests. The headers Probe-Start and Probe-Stop say how it behaves: ok, throw, hang, deaf. */
public final class ProbeActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) throws Exception {
        keepState(context);
        behave(context, "Probe-Start");
        context.registerService(String.class, context.getBundle().getVersion().toString(), new Hashtable<>());
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        behave(context, "Probe-Stop");
    }

    private static void keepState(BundleContext context) throws IOException {
        Path folder = Path.of(context.getProperty("fil.state.dir"))
                .resolve(context.getBundle().getSymbolicName());
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("probe.json"), context.getBundle().getVersion().toString());
    }

    private static void behave(BundleContext context, String header) throws Exception {
        String how = String.valueOf(context.getBundle().getHeaders("").get(header));
        switch (how) {
            case "throw" -> throw new IllegalStateException("the probe throws");
            case "error" -> throw new NoSuchMethodError("the probe misses a method");
            case "hang" -> Thread.sleep(60_000);
            case "deaf" -> beDeaf();
            default -> {}
        }
    }

    private static void beDeaf() {
        long end = System.nanoTime() + 8_000_000_000L;
        while (System.nanoTime() < end) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.yield();
            }
        }
    }
}
