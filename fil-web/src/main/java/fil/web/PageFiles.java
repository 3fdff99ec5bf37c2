package fil.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files that the page is made with, by path. Immutable.
 *
 * @param byPath ready to be sent
 */
record PageFiles(Map<String, Offer> byPath) {
    /** Those of this bundle. */
    static final PageFiles OF_BUNDLE = new PageFiles(Map.of(
            "/script.js", read("script.js", "text/javascript; charset=utf-8"),
            "/style.css", read("style.css", "text/css; charset=utf-8"),
            "/icon.svg", read("icon.svg", "image/svg+xml; charset=utf-8")));

    /** One tag for all of them. */
    String tag() {
        return new TreeMap<>(byPath)
                .values().stream()
                        .map(file -> file.tag().replace("\"", ""))
                        .collect(Collectors.joining("-", "\"", "\""));
    }

    private static Offer read(String name, String type) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            return Offer.lasting(in.readAllBytes(), type, System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
