package fil.gate.it;

import fil.kit.TestJar;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Makes the bundles of the tests. */
final class Jar {

    private static final List<String> CLASSES =
            List.of("Site", "Stamp", "Login", "Login$Context", "Former", "Pages", "Pages$Last", "Echo");

    private Jar() {}

    /** A version of a bundle that serves the given patterns, and more headers as the test wants them. */
    static InputStream site(String name, String version, String patterns, Map<String, String> more) {
        TestJar jar = TestJar.bundle(name, version)
                .header("Bundle-Activator", "fil.gate.site.Site")
                .header(
                        "Import-Package",
                        "org.osgi.framework,org.osgi.service.servlet.context,org.osgi.service.servlet.whiteboard,jakarta.servlet,jakarta.servlet.http")
                .header(
                        "DynamicImport-Package",
                        "org.eclipse.jetty.ee10.servlet,org.eclipse.jetty.io,org.eclipse.jetty.server,org.eclipse.jetty.util")
                .header("Site-Servlets", patterns)
                .entry("preprocessor.xml", description("org.osgi.service.servlet.whiteboard.Preprocessor", ""))
                .entry(
                        "filter.xml",
                        description(
                                "jakarta.servlet.Filter",
                                "<property name='osgi.http.whiteboard.filter.pattern' value='/*'/>"))
                .headers(more);
        CLASSES.forEach(type -> jar.type("fil.gate.site." + type, Jar.class.getClassLoader()));
        return jar.stream();
    }

    /** As a component with this guard has it. */
    private static String description(String type, String property) {
        return "<component name='login'>" + property + "<service><provide interface='" + type
                + "'/></service></component>";
    }
}
