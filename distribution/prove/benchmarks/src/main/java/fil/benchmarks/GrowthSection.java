package fil.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** How a change of release grows: with the bundles that it changes, and with the releases that are kept beside it. */
final class GrowthSection implements Section {
    private static final int[] BUNDLES = {2, 50, 200, 500};
    private static final int[] KEPT = {1, 30, 300};
    private static final int TIMES = 5;

    @Override
    public void run(BenchmarkSettings settings, Path java, Table table) throws Exception {
        table.head("bundles changed, releases kept beside", "ms", "ms a bundle", "stopped ms", "slowest ms");
        for (int bundles : BUNDLES) {
            try (BenchmarkInstallation fil =
                    BenchmarkInstallation.unpack(settings, java).start()) {
                String one = unpacked(fil, "grown.1", "1.0.0", bundles);
                String two = unpacked(fil, "grown.2", "2.0.0", bundles);
                fil.shell().run("fil:upgrade " + one);
                int kept = 0;
                for (int wanted : KEPT) {
                    for (; kept < wanted; kept++) {
                        keep(fil, one, "kept." + kept);
                    }
                    // what stays loaded is loaded
                    thereAndBack(fil, one, two);
                    for (int i = 0; i < TIMES; i++) {
                        thereAndBack(fil, one, two);
                    }
                    row(table, bundles, kept, Upgrades.last(fil, 2 * TIMES));
                }
            }
        }
        table.note("each %d times there and back; medians, from the begin of a change to its commit".formatted(TIMES));
    }

    private static void row(Table table, int bundles, int kept, List<Upgrades.Noted> changes) {
        List<Double> took = changes.stream().map(Upgrades.Noted::took).toList();
        double median = MeasuredRounds.median(took);
        table.row(
                bundles + ", " + kept,
                median,
                median / bundles,
                MeasuredRounds.median(
                        changes.stream().map(Upgrades.Noted::stopped).toList()),
                took.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }

    private static void thereAndBack(BenchmarkInstallation fil, String one, String two) throws IOException {
        fil.shell().run("fil:upgrade " + two);
        fil.shell().run("fil:upgrade " + one);
    }

    /** A release of all that is there and as many small bundles, made as an operator makes it. */
    private static String unpacked(BenchmarkInstallation fil, String name, String version, int bundles)
            throws IOException, InterruptedException {
        Path jars = Files.createDirectory(fil.home().resolve("jars-" + version));
        Path archive = jars.resolve("fil-" + name + ".tar.gz");
        List<String> pack =
                new ArrayList<>(List.of("pack", "--name", name, "--from", "1986.a", "--to", archive.toString()));
        for (int i = 0; i < bundles; i++) {
            pack.add(jar(jars, "growth.bundle" + i, version).toString());
        }
        fil.fil(pack.toArray(String[]::new));
        fil.fil("unpack", archive.toString());
        return name;
    }

    private static Path jar(Path folder, String symbolicName, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", symbolicName);
        headers.putValue("Bundle-Version", version);
        Path jar = folder.resolve(symbolicName + ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    /** A release that is unpacked and never asked for: the bundles of another one under a name of its own. */
    private static void keep(BenchmarkInstallation fil, String release, String name) throws IOException {
        Path releases = fil.home().resolve("releases");
        String feature = Files.readString(releases.resolve(release).resolve(release + ".json"));
        Path folder = Files.createDirectory(releases.resolve(name));
        Files.writeString(folder.resolve(name + ".json"), feature.replace(":" + release + "\"", ":" + name + "\""));
    }
}
