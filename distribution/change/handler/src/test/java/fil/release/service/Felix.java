package fil.release.service;

import fil.release.Bundles;
import fil.release.probe.ProbeActivator;
import fil.release.probe.ProbeComponent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** A real framework with Declarative Services and Config Admin, for bundles made by a test. */
final class Felix {
    private static final String SHARED = "org.osgi.service.component.runtime;version=1.5.1,"
            + "org.osgi.service.component.runtime.dto;version=1.5.1,org.osgi.service.cm;version=1.6.1,"
            + "org.osgi.service.component;version=1.5.1,org.osgi.util.promise;version=1.3,org.osgi.util.function;version=1.2";
    private final Framework framework;

    Felix(Path home, Map<String, String> properties) throws BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put("fil.home", home.toString());
        all.put("fil.state.dir", home.resolve("state").toString());
        all.put("org.osgi.framework.storage", home.resolve("felix-cache").toString());
        all.put("org.osgi.framework.system.packages.extra", SHARED);
        all.put("felix.log.level", "0");
        framework = new FrameworkFactory().newFramework(all);
        framework.init();
        framework.start();
        framework.adapt(FrameworkStartLevel.class).setInitialBundleStartLevel(1);
        for (String type :
                new String[] {"org.apache.felix.cm.impl.ConfigurationManager", "org.apache.felix.scr.impl.Activator"}) {
            install(type).start();
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle bundle(String name) {
        return new fil.release.osgi.Installed(context()).bundle(name);
    }

    Bundle install(String name, byte[] jar) throws BundleException {
        Bundle bundle = context().installBundle("fil:" + name, new ByteArrayInputStream(jar));
        bundle.start();
        return bundle;
    }

    /** A jar with the probes in it. */
    static byte[] probe(String name, String version, String... headers) {
        Map<String, String> all = Bundles.headers(name, version, headers);
        all.put("Bundle-Activator", ProbeActivator.class.getName());
        String imports = all.getOrDefault("Import-Package", "");
        all.put("Import-Package", (imports.isEmpty() ? "" : imports + ",") + "org.osgi.framework");
        Map<String, byte[]> files = new HashMap<>();
        files.put(file(ProbeActivator.class), code(ProbeActivator.class));
        if (all.containsKey("Probe-Activate")) {
            all.put("Service-Component", "OSGI-INF/probe.xml");
            files.put(file(ProbeComponent.class), code(ProbeComponent.class));
            files.put(
                    "OSGI-INF/probe.xml",
                    ("<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.3.0' name='" + name
                                    + "' activate='activate'><implementation class='" + ProbeComponent.class.getName()
                                    + "'/></scr:component>")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return Bundles.jar(all, files);
    }

    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }

    private Bundle install(String type) throws BundleException {
        try {
            Path jar = Path.of(Class.forName(type)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return context().installBundle(jar.toUri().toString());
        } catch (ClassNotFoundException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] code(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + file(type))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
