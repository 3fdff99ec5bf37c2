package fil.health;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import org.osgi.framework.Bundle;

/** Components that are made once for each configuration that there is, as the metatype of their bundle says: none is enough. */
final class Factories {
    private static final int LARGEST = 1 << 20;

    private Factories() {}

    static boolean has(Bundle bundle, String component) {
        Enumeration<URL> files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        return files != null
                && Collections.list(files).stream()
                        .anyMatch(file -> text(file).contains("factoryPid=\"" + component + "\""));
    }

    private static String text(URL file) {
        try (InputStream in = file.openStream()) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
