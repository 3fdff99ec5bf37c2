package fil.release.service;

import fil.kit.TestFelix;
import fil.kit.TestJar;
import fil.kit.TestRelease;
import fil.release.probe.ProbeActivator;
import fil.release.probe.ProbeComponent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
    private final TestFelix felix;
    private final Framework framework;

    Felix(Path home, Map<String, String> properties) throws BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put("fil.home", home.toString());
        all.put("fil.state.dir", home.resolve("state").toString());
        all.put("org.osgi.framework.system.packages.extra", SHARED);
        felix = TestFelix.started(home.resolve("felix-cache"), all);
        framework = felix.framework();
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
        return felix.start("fil:" + name, new ByteArrayInputStream(jar));
    }

    /** A jar with the probes in it. */
    static byte[] probe(String name, String version, String... headers) {
        Map<String, String> all = TestRelease.headers(name, version, headers);
        all.put("Bundle-Activator", ProbeActivator.class.getName());
        String imports = all.getOrDefault("Import-Package", "");
        all.put("Import-Package", (imports.isEmpty() ? "" : imports + ",") + "org.osgi.framework");
        TestJar jar = TestJar.of(Map.of()).type(ProbeActivator.class);
        if (all.containsKey("Probe-Activate")) {
            all.put("Service-Component", "OSGI-INF/probe.xml");
            jar.type(ProbeComponent.class);
            jar.entry(
                    "OSGI-INF/probe.xml",
                    "<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.3.0' name='" + name
                            + "' activate='activate'><implementation class='" + ProbeComponent.class.getName()
                            + "'/></scr:component>");
        }
        return jar.headers(all).bytes();
    }

    void stop() throws Exception {
        felix.close();
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

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
