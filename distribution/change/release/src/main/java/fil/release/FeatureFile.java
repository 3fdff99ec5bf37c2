package fil.release;

import fil.signals.SmallFile;
import jakarta.json.JsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.framework.Version;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureConfiguration;
import org.osgi.service.feature.FeatureExtension;

/** Reads a release from an OSGi Feature (JSON). What is not as it must be is refused with a sentence. */
public final class FeatureFile {
    /** As a symbolic name, which is what a PID is made of (Config Admin 104.3); and the name of a factory's configuration. */
    private static final Pattern PID = Pattern.compile("[A-Za-z0-9_.-]{1,200}(~[A-Za-z0-9_.-]{1,200})?");

    /** The extension that names the bundles which start behind the clients. */
    private static final String BEHIND_CLIENTS = "behind-clients";

    private FeatureFile() {}

    /**
     * @param file the feature file
     * @return the release in it
     * @throws ReleaseException if it is no release, or larger than a feature ever is
     */
    public static Release read(Path file) {
        try {
            return parse(SmallFile.text(file, SmallFile.USUAL));
        } catch (NoSuchFileException e) {
            throw new ReleaseException("the feature file " + file + " is missing", e);
        } catch (IOException e) {
            throw new ReleaseException("the feature file " + e.getMessage(), e);
        } catch (ReleaseException e) {
            throw new ReleaseException("the feature file " + file + " is not valid: " + e.getMessage(), e);
        }
    }

    /**
     * @param json the text of a feature
     * @return the release in it
     * @throws ReleaseException if it is no release
     */
    public static Release parse(String json) {
        return read(json, FeatureFile::release);
    }

    private static <T> T read(String json, Function<Feature, T> reading) {
        try {
            return reading.apply(feature(json));
        } catch (IOException
                | JsonException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | ArithmeticException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            throw new ReleaseException("no OSGi Feature: " + Release.printable(String.valueOf(e.getMessage())), e);
        } catch (StackOverflowError e) {
            throw new ReleaseException("no OSGi Feature: nested too deep", e);
        }
    }

    /**
     * @param json the text of a feature that is a release
     * @return the name of the system whose release it is: the second part of the id, {@code group:system:release}
     */
    public static String system(String json) {
        return read(json, feature -> feature.getID().getArtifactId());
    }

    private static Feature feature(String json) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // JSON-P looks for its provider with the context class loader
        thread.setContextClassLoader(FeatureFile.class.getClassLoader());
        try {
            return new FeatureServiceImpl().readFeature(new StringReader(json));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Release release(Feature feature) {
        List<ReleaseBundle> bundles =
                feature.getBundles().stream().map(FeatureFile::bundle).toList();
        requireOnce(bundles, ReleaseBundle::symbolicName, "bundle");
        requireOnce(bundles, ReleaseBundle::fileName, "file");
        return new Release(
                feature.getID().getVersion(),
                bundles,
                feature.getConfigurations().values().stream()
                        .collect(Collectors.toMap(FeatureFile::pid, FeatureConfiguration::getValues)),
                behindClients(feature));
    }

    private static Set<String> behindClients(Feature feature) {
        FeatureExtension extension = feature.getExtensions().get(BEHIND_CLIENTS);
        if (extension == null) {
            return Set.of();
        }
        if (extension.getType() != FeatureExtension.Type.TEXT) {
            throw new ReleaseException("the feature's " + BEHIND_CLIENTS + " is no text: a list of symbolic names");
        }
        return new HashSet<>(extension.getText());
    }

    private static String pid(FeatureConfiguration configuration) {
        // of a factory's configuration this is the whole of it: factory~name
        String pid = configuration.getPid();
        if (!PID.matcher(pid).matches()) {
            throw new ReleaseException("the feature's configuration '" + Release.printable(pid) + "' has no valid PID");
        }
        return pid;
    }

    private static ReleaseBundle bundle(FeatureBundle bundle) {
        String id = bundle.getID().toString();
        Map<String, Object> metadata = bundle.getMetadata();
        return new ReleaseBundle(
                id,
                text(id, metadata, "bundle"),
                Version.parseVersion(text(id, metadata, "version")),
                Math.toIntExact((Long) value(id, metadata, "start-order", Long.class)),
                text(id, metadata, "sha256"));
    }

    private static String text(String id, Map<String, Object> metadata, String key) {
        return (String) value(id, metadata, key, String.class);
    }

    private static Object value(String id, Map<String, Object> metadata, String key, Class<?> type) {
        Object value = metadata.get(key);
        if (!type.isInstance(value)) {
            throw new ReleaseException("the feature's bundle '" + Release.printable(id) + "' has no valid " + key);
        }
        return value;
    }

    private static void requireOnce(List<ReleaseBundle> bundles, Function<ReleaseBundle, String> key, String what) {
        Set<String> seen = new HashSet<>();
        for (ReleaseBundle bundle : bundles) {
            if (!seen.add(key.apply(bundle))) {
                throw new ReleaseException(
                        "the feature has two bundles with the " + what + " '" + key.apply(bundle) + "'");
            }
        }
    }
}
