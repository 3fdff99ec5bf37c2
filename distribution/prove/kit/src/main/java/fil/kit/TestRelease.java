package fil.kit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** A release that a test makes of its own bundles. */
public final class TestRelease {
    private TestRelease() {}

    /** The headers of a bundle; more come as name, value, name, value. */
    public static Map<String, String> headers(String name, String version, String... more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", name);
        headers.put("Bundle-Version", version);
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    /** A bundle with nothing but its headers. */
    public static byte[] jar(String name, String version, String... more) {
        return TestJar.of(headers(name, version, more)).bytes();
    }

    /** In lower-case hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A feature with bundles g:NAME:VERSION, each one's file being NAME-VERSION.jar. */
    public static String feature(String release, Map<String, byte[]> jars) {
        StringJoiner bundles = new StringJoiner(",", "[", "]");
        int order = 0;
        for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
            String stem = jar.getKey().substring(0, jar.getKey().length() - 4);
            int dash = stem.lastIndexOf('-');
            String name = stem.substring(0, dash);
            String version = stem.substring(dash + 1);
            order++;
            bundles.add(String.format(
                    "{\"id\":\"g:%s:%s\",\"bundle\":\"%s\",\"version\":\"%s\",\"start-order\":%d,\"sha256\":\"%s\"}",
                    name, version, name, version, order, sha256(jar.getValue())));
        }
        return String.format(
                "{\"feature-resource-version\":\"1.0\",\"id\":\"fil:fil:%s\",\"bundles\":%s}", release, bundles);
    }
}
