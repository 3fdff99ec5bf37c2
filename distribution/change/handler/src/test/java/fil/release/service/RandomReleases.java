package fil.release.service;

import fil.kit.TestRelease;
import fil.kit.TestTar;
import fil.release.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A walk of releases, each made by chance out of the one before. */
final class RandomReleases {
    /** A bundle of the walk. */
    record Made(String name, String version, String file, byte[] jar, boolean fragment, List<String> headers) {}

    /** A release of the walk. */
    record Next(
            String name,
            List<Made> bundles,
            Map<String, Integer> orders,
            Map<String, Map<String, Object>> configurations) {
        /** For the message of a failure. */
        String words() {
            StringBuilder words = new StringBuilder(name);
            bundles.forEach(it -> words.append("\n  ")
                    .append(orders.get(it.name()))
                    .append(' ')
                    .append(it.file())
                    .append(' ')
                    .append(it.headers()));
            return words.toString();
        }

        /** Packs it where the release handler finds it by name. */
        void pack(Path releases) throws java.io.IOException {
            TestTar tar = new TestTar();
            List<Map<String, Object>> all = new ArrayList<>();
            for (Made bundle : bundles) {
                tar.file("bundle/" + bundle.file(), bundle.jar());
                Map<String, Object> entry = new LinkedHashMap<>();
                String stem = bundle.file().substring(0, bundle.file().length() - 4);
                entry.put(
                        "id",
                        "g:" + bundle.name() + ":"
                                + stem.substring(bundle.name().length() + 1));
                entry.put("bundle", bundle.name());
                entry.put("version", bundle.version());
                entry.put("start-order", orders.get(bundle.name()));
                entry.put("sha256", TestRelease.sha256(bundle.jar()));
                all.add(entry);
            }
            Map<String, Object> feature = new LinkedHashMap<>();
            feature.put("feature-resource-version", "1.0");
            feature.put("id", "fil:fil:" + name);
            feature.put("bundles", all);
            feature.put("configurations", configurations);
            tar.file(
                            "releases/" + name + "/" + name + ".json",
                            JsonText.of(feature).getBytes(StandardCharsets.UTF_8))
                    .into(Files.createDirectories(releases.resolve(name)).resolve("fil.tar.gz"));
        }
    }

    private static final List<String> HOSTS = List.of("a", "b", "c", "d", "e", "f", "g");
    private static final List<String> FRAGMENTS = List.of("x", "y", "z");
    private static final List<String> PACKAGES = List.of("p", "q", "r", "s");

    private static final List<String> PIDS = List.of("pid.one", "pid.two", "factory~one", "factory~two");

    private final Random random;
    private final boolean ties;
    /** One package of so many is used, in all of a walk; of none there is none. */
    private final int used;

    private int made;
    private int releases;

    /** @param ties whether several bundles may provide the very same, and start at the same level */
    RandomReleases(Random random, boolean ties) {
        this.random = random;
        this.ties = ties;
        this.used = List.of(0, 2, 7).get(random.nextInt(3));
    }

    Next first() {
        return next(new Next("none", List.of(), Map.of(), Map.of()));
    }

    Next next(Next before) {
        Map<String, Made> kept = new TreeMap<>();
        before.bundles().forEach(bundle -> kept.put(bundle.name(), bundle));
        List<Made> bundles = new ArrayList<>();
        for (String name : HOSTS) {
            choose(kept, name, false, bundles);
        }
        for (String name : FRAGMENTS) {
            choose(kept, name, true, bundles);
        }
        if (bundles.isEmpty()) {
            bundles.add(bundle("a"));
        }
        Collections.shuffle(bundles, random);
        return new Next("r" + ++releases, bundles, orders(bundles, before.orders()), configurations(before));
    }

    private void choose(Map<String, Made> kept, String name, boolean fragment, List<Made> bundles) {
        int dice = random.nextInt(100);
        if (kept.containsKey(name) && dice < 60) {
            bundles.add(kept.get(name));
        } else if (dice < 85) {
            bundles.add(fragment ? fragment(name) : bundle(name));
        }
    }

    private Map<String, Integer> orders(List<Made> bundles, Map<String, Integer> before) {
        boolean anew = before.isEmpty() || random.nextInt(3) == 0;
        List<Integer> places = new ArrayList<>();
        for (int i = 2; i < 40; i++) {
            places.add(i);
        }
        places.removeAll(before.values());
        Collections.shuffle(places, random);
        Map<String, Integer> orders = new TreeMap<>();
        for (Made bundle : bundles) {
            int place = ties ? 2 + random.nextInt(3) : places.remove(0);
            orders.put(bundle.name(), anew ? place : before.getOrDefault(bundle.name(), place));
        }
        return orders;
    }

    private Map<String, Map<String, Object>> configurations(Next before) {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        for (String pid : PIDS) {
            int dice = random.nextInt(100);
            if (before.configurations().containsKey(pid) && dice < 50) {
                all.put(pid, before.configurations().get(pid));
            } else if (dice < 75) {
                Map<String, Object> values = new TreeMap<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    values.put("key" + random.nextInt(4), value());
                }
                all.put(pid, values);
            }
        }
        return all;
    }

    private Object value() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(5);
            case 1 -> random.nextBoolean();
            case 2 -> List.of("one", "two" + random.nextInt(3));
            default -> "text" + random.nextInt(5);
        };
    }

    private Made bundle(String name) {
        List<String> headers = new ArrayList<>();
        add(headers, "Export-Package", exports(ties));
        add(headers, "Import-Package", imports());
        requiresAndProvides(headers, name);
        return made(name, headers, false);
    }

    private Made fragment(String name) {
        String versions = random.nextInt(4) == 0 ? ";bundle-version=\"[1." + random.nextInt(3) + ",2)\"" : "";
        List<String> headers = new ArrayList<>(List.of("Fragment-Host", any(HOSTS) + versions));
        add(headers, "Export-Package", exports(ties));
        add(headers, "Import-Package", imports());
        requiresAndProvides(headers, name);
        return made(name, headers, true);
    }

    private void requiresAndProvides(List<String> headers, String name) {
        if (random.nextInt(4) == 0) {
            String reexport = random.nextBoolean() ? ";visibility:=reexport" : "";
            // not itself: at some of these Felix's resolver ends in a NullPointerException, and so does their start
            String another = any(HOSTS.stream().filter(it -> !it.equals(name)).toList());
            add(headers, "Require-Bundle", another + reexport + ";resolution:=optional");
        }
        if (random.nextInt(4) == 0) {
            add(headers, "Provide-Capability", "it.thing." + name + ";it.thing." + name + "=there" + uses());
        }
        if (random.nextInt(3) == 0) {
            String one = "it.thing." + any(random.nextInt(4) == 0 ? FRAGMENTS : HOSTS);
            String several = random.nextInt(3) == 0 ? ";cardinality:=multiple" : "";
            add(headers, "Require-Capability", one + several + ";resolution:=optional");
        }
    }

    /** What is used must come from the same place for all that see it. */
    private String uses() {
        List<String> all = new ArrayList<>();
        for (String name : PACKAGES) {
            if (used > 0 && random.nextInt(used) == 0) {
                all.add(name);
            }
        }
        return all.isEmpty() ? "" : ";uses:=\"" + String.join(",", all) + "\"";
    }

    /** Now and then other code has the same version. */
    private Made made(String name, List<String> headers, boolean fragment) {
        String version = "1." + random.nextInt(3) + ".0";
        headers.addAll(List.of("X-Made", Integer.toString(++made)));
        String file = name + "-" + version + "-" + made + ".jar";
        return new Made(
                name,
                version,
                file,
                TestRelease.jar(name, version, headers.toArray(String[]::new)),
                fragment,
                List.copyOf(headers));
    }

    private String exports(boolean same) {
        List<String> all = new ArrayList<>();
        for (String name : PACKAGES) {
            if (random.nextInt(3) == 0) {
                all.add(name + ";version=1." + (same ? random.nextInt(2) : ++made) + uses());
            }
        }
        return String.join(",", all);
    }

    private String imports() {
        List<String> all = new ArrayList<>();
        for (String name : PACKAGES) {
            if (random.nextInt(3) == 0) {
                String range =
                        random.nextBoolean() ? "" : ";version=\"[1." + random.nextInt(ties ? 2 : made + 2) + ",2)\"";
                all.add(name + range + (random.nextInt(10) == 0 ? "" : ";resolution:=optional"));
            }
        }
        return String.join(",", all);
    }

    private static void add(List<String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.addAll(List.of(name, value));
        }
    }

    private String any(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }
}
