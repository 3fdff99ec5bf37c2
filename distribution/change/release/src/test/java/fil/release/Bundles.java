package fil.release;

import fil.kit.TestJar;
import fil.release.plan.Assembly;
import fil.release.plan.BundleFacts;
import fil.release.plan.BundlePlacement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bundles and releases made by a test. */
public final class Bundles {
    private Bundles() {}

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

    public static BundleFacts facts(String name, String version, String... more) {
        return BundleFacts.of(name, headers(name, version, more));
    }

    public static byte[] jar(Map<String, String> headers, Map<String, byte[]> files) {
        TestJar jar = TestJar.of(headers);
        files.forEach(jar::entry);
        return jar.bytes();
    }

    public static byte[] jar(String name, String version, String... more) {
        return jar(headers(name, version, more), Map.of());
    }

    public static String sha256(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(Digest.sha256().digest(bytes));
    }

    public static Assembly assembly(String release, BundleFacts... bundles) {
        Map<String, BundlePlacement> parts = new TreeMap<>();
        for (int i = 0; i < bundles.length; i++) {
            parts.put(bundles[i].symbolicName(), new BundlePlacement(bundles[i], i + 1, "", i + 1, true));
        }
        return new Assembly(release, parts, Map.of());
    }

    /** A feature with bundles g:NAME:VERSION, each one's file being NAME-VERSION.jar. */
    public static String feature(String release, Map<String, byte[]> jars) {
        List<Map<String, Object>> bundles = new java.util.ArrayList<>();
        jars.forEach((file, bytes) -> {
            String stem = file.substring(0, file.length() - 4);
            int dash = stem.lastIndexOf('-');
            Map<String, Object> bundle = new LinkedHashMap<>();
            bundle.put("id", "g:" + stem.substring(0, dash) + ":" + stem.substring(dash + 1));
            bundle.put("bundle", stem.substring(0, dash));
            bundle.put("version", stem.substring(dash + 1));
            bundle.put("start-order", bundles.size() + 1);
            bundle.put("sha256", sha256(bytes));
            bundles.add(bundle);
        });
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("feature-resource-version", "1.0");
        feature.put("id", "fil:fil:" + release);
        feature.put("bundles", bundles);
        return JsonText.of(feature);
    }
}
