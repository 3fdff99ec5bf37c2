package fil.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles that a test makes itself. */
public final class Jars {
    private Jars() {}

    /** A bundle with nothing but a manifest; headers come as name, value, name, value. */
    public static Path of(Path jar, String symbolicName, String version, String... headers) throws IOException {
        try (JarOutputStream out =
                new JarOutputStream(Files.newOutputStream(jar), manifest(symbolicName, version, headers))) {
            out.flush();
        }
        return jar;
    }

    /** A bundle with one class of the tests in it. */
    public static Path of(Path jar, String symbolicName, String version, Class<?> type, String... headers)
            throws IOException {
        try (JarOutputStream out =
                new JarOutputStream(Files.newOutputStream(jar), manifest(symbolicName, version, headers))) {
            add(out, type.getName());
        }
        return jar;
    }

    /** A copy of a jar with one class of the tests more, and these texts in place of its own. */
    public static Path with(Path from, Path to, String type, Map<String, String> texts) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(from));
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), in.getManifest())) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                String text = texts.get(entry.getName());
                if (text == null) {
                    in.transferTo((OutputStream) out);
                } else {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                }
                out.closeEntry();
            }
            add(out, type);
        }
        return to;
    }

    private static Manifest manifest(String symbolicName, String version, String... headers) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Version", version);
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        return manifest;
    }

    private static void add(JarOutputStream out, String type) throws IOException {
        String name = type.replace('.', '/') + ".class";
        try (InputStream in = Jars.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo((OutputStream) out);
            out.closeEntry();
        }
    }
}
