package fil.it;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import fil.kit.TestJar;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Bundles made by a test: compiled from source with DS annotations, or made from another bundle. */
public final class Bundles {
    private static final Pattern NAME =
            Pattern.compile("package ([\\w.]+);.*?(?:class|interface|record) (\\w+)", Pattern.DOTALL);

    private Bundles() {}

    /** Compiles sources and makes a bundle of them as the build does, with these bnd instructions. */
    public static Path compile(Path jar, Map<String, String> instructions, String... sources) {
        try {
            Path work = Files.createTempDirectory(jar.getParent(), "compile");
            Path classes = compiled(work, sources);
            try (Builder builder = new Builder()) {
                builder.addClasspath(classes.toFile());
                for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                    File file = new File(entry);
                    if (file.exists() && (file.isDirectory() || entry.endsWith(".jar"))) {
                        builder.addClasspath(file);
                    }
                }
                builder.setProperty("-noextraheaders", "true");
                instructions.forEach(builder::setProperty);
                write(builder, jar);
            }
            return jar;
        } catch (Exception failed) {
            throw new AssertionError("The test cannot make its bundle " + jar, failed);
        }
    }

    /** A copy of a bundle with other headers (an empty one is dropped) and other resources. */
    public static Path copy(Path from, Path to, Map<String, String> headers, Map<String, String> resources) {
        try {
            TestJar jar = TestJar.copy(from).headers(headers);
            resources.forEach(jar::entry);
            return jar.into(to);
        } catch (IOException failed) {
            throw new AssertionError("The test cannot make its bundle " + to, failed);
        }
    }

    private static void write(Builder builder, Path to) throws Exception {
        try (Jar built = builder.build()) {
            if (!builder.isOk()) {
                throw new AssertionError("bnd says: " + builder.getErrors() + builder.getWarnings());
            }
            built.write(to.toFile());
        }
    }

    private static Path compiled(Path work, String... sources) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                "17",
                "-parameters",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none"));
        for (String source : sources) {
            Matcher name = NAME.matcher(source);
            if (!name.find()) {
                throw new AssertionError("No package and type in " + source);
            }
            Path file =
                    work.resolve("src").resolve(name.group(1).replace('.', '/')).resolve(name.group(2) + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (compiler.run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError("javac says: " + said);
        }
        return classes;
    }
}
