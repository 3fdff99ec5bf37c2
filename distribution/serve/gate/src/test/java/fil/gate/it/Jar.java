package fil.gate.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes the bundles of the tests. */
final class Jar {

    private static final List<String> CLASSES =
            List.of("Site", "Stamp", "Login", "Login$Context", "Former", "Pages", "Pages$Last");

    private Jar() {}

    /** A version of a bundle that serves the given patterns, and more headers as the test wants them. */
    static InputStream site(String name, String version, String patterns, Map<String, String> more) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Activator", "fil.gate.site.Site");
        main.putValue(
                "Import-Package",
                "org.osgi.framework,org.osgi.service.servlet.context,org.osgi.service.servlet.whiteboard,jakarta.servlet,jakarta.servlet.http");
        if (!patterns.isEmpty()) {
            main.putValue("Site-Servlets", patterns);
        }
        more.forEach(main::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String name1 : CLASSES) {
                String file = "fil/gate/site/" + name1 + ".class";
                jar.putNextEntry(new ZipEntry(file));
                try (InputStream in = Jar.class.getResourceAsStream("/" + file)) {
                    in.transferTo(jar);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
