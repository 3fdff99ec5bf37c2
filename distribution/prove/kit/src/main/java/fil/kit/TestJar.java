package fil.kit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A jar that a test makes: headers and entries are added, then it is read as bytes, as a stream, or as a file. The same each time. */
public final class TestJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private boolean packed = true;

    private TestJar() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** A bundle with nothing but a name. */
    public static TestJar bundle(String symbolicName) {
        return new TestJar().header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", symbolicName);
    }

    /** A bundle with a name and a version. */
    public static TestJar bundle(String symbolicName, String version) {
        return bundle(symbolicName).header("Bundle-Version", version);
    }

    /** A jar with these headers alone. */
    public static TestJar of(Map<String, String> headers) {
        return new TestJar().headers(headers);
    }

    /** What is in a jar. */
    public static TestJar copy(Path from) throws IOException {
        TestJar jar = new TestJar();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(from))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(MANIFEST)) {
                    jar.manifest.read(in);
                } else {
                    jar.entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return jar;
    }

    /** With a header in place of one of that name; an empty one is dropped. */
    public TestJar header(String name, String value) {
        manifest.getMainAttributes().remove(new Attributes.Name(name));
        if (!value.isEmpty()) {
            manifest.getMainAttributes().putValue(name, value);
        }
        return this;
    }

    /** With headers that come as name, value, name, value. */
    public TestJar headers(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            header(pairs[i], pairs[i + 1]);
        }
        return this;
    }

    /** With these headers. */
    public TestJar headers(Map<String, String> headers) {
        headers.forEach(this::header);
        return this;
    }

    /** With an entry in place of one of that name. */
    public TestJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** With a text. */
    public TestJar entry(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** With a class of the tests. */
    public TestJar type(Class<?> type) {
        return type(type.getName(), type.getClassLoader());
    }

    /** With a class that a loader has. */
    public TestJar type(String name, ClassLoader loader) {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = loader.getResourceAsStream(file)) {
            return entry(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its entries are readable as they are. */
    public TestJar unpacked() {
        packed = false;
        return this;
    }

    /** The jar. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            if (!packed) {
                jar.setLevel(0);
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            manifest.write(text);
            put(jar, MANIFEST, text.toByteArray());
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(jar, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream jar, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    /** The jar, to be installed. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    /** Writes it. */
    public Path into(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
