package fil.release.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.Fuzz;
import fil.kit.TestRelease;
import fil.kit.TestTar;
import fil.release.AtomicFile;
import fil.release.Digest;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.trust.Terms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives from a seed, each header with the right checksum so that what is behind it is reached: one is unpacked whole into
 * the places of a release, or refused and nothing of it is left; nothing else ever happens.
 */
class ArchiveFuzzTest {
    private static final byte[] JAR = TestRelease.jar("one", "1.0.0");
    private static final String FEATURE = "releases/1986.b/1986.b.json";
    private static final List<String> PARTS = List.of(
            "bundle",
            "releases",
            "1986.b",
            "1986.b.json",
            "one-1.0.0.jar",
            "..",
            ".",
            "",
            "bin",
            "BUNDLE",
            "conf",
            "\u00e4",
            "a\u0308",
            "\udbff",
            "\\",
            "C:",
            "\0",
            "x".repeat(90),
            "trust",
            ".unpack-1",
            "~",
            " ",
            "-",
            "*");
    private static final List<Character> TYPES =
            List.of('0', '0', '0', '0', '5', '5', '7', '1', '2', '3', '4', '6', 'x', 'g', 'L', 'K', 'S', 'V', '\0');
    private static final List<Long> SIZES = List.of(0L, 1L, 511L, 513L, 1L << 31, 1L << 33, 68_719_476_735L);
    private static final List<String> ODD =
            List.of("null", "-1", "1e999999999", "\"..\"", "\"g:../../x:1\"", "[]", "{}", "\"fil:fil:../x\"", "\"\"");

    @TempDir
    private Path folder;

    private record Entry(byte[] name, char type, long size, byte[] content) {}

    @Test
    void archivesFromASeed() throws IOException {
        for (int round = 0; round < Fuzz.rounds(300); round++) {
            long seed = Fuzz.seed() + round;
            Random random = new Random(seed);
            byte[] packed = packed(random);
            assertTimeoutPreemptively(Duration.ofSeconds(120), () -> unpackOrRefuse(packed, seed), "seed " + seed);
        }
    }

    private void unpackOrRefuse(byte[] packed, long seed) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        ReleaseStore store = new ReleaseStore(home);
        Path archive = TestTar.write(folder.resolve("x.tar.gz"), packed);
        Set<String> allowed = new TreeSet<>();
        try (Unpacking unpacking =
                new Unpacking(store, new ReleaseArchive(archive, ArchiveLimits.USUAL), Terms.STRICT)) {
            if (unpacking.problems().isEmpty()) {
                unpacking.stage();
                unpacking.settle();
                String name = unpacking.release().name();
                allowed.addAll(List.of("releases/" + name + "/" + name + ".json", "releases/" + name + "/trust"));
                for (ReleaseBundle bundle : unpacking.release().bundles()) {
                    allowed.add("bundle/" + bundle.fileName());
                    assertEquals(bundle.sha256(), Digest.of(store.layout().file(bundle)), "seed " + seed);
                }
            }
        } catch (ReleaseException refused) {
            assertTrue(refused.getMessage().length() < 3_000, refused::getMessage);
            assertTrue(refused.getMessage().chars().noneMatch(Character::isISOControl), refused::getMessage);
        }
        assertEquals(allowed, files(home), "seed " + seed);
        assertEquals(Set.of("home", "x.tar.gz"), names(folder), "seed " + seed);
        AtomicFile.delete(home);
    }

    private static byte[] packed(Random random) {
        List<Entry> entries = new ArrayList<>(List.of(
                entry("bin/fil", "#!/bin/sh".getBytes(StandardCharsets.US_ASCII)),
                entry("bundle/one-1.0.0.jar", random.nextInt(10) == 0 ? Fuzz.changed(JAR, random) : JAR),
                entry(FEATURE, feature(random))));
        for (int i = random.nextInt(3); i > 0; i--) {
            entries.add(random.nextInt(entries.size() + 1), odd(random));
        }
        if (random.nextInt(6) == 0) {
            entries.remove(random.nextInt(entries.size()));
        }
        TestTar tar = new TestTar();
        entries.forEach(one -> tar.entry(one.name(), one.type(), one.size(), one.content()));
        byte[] plain = random.nextInt(20) == 0 ? tar.bytes() : tar.ended();
        byte[] whole = random.nextInt(6) == 0 && plain.length > 0 ? Fuzz.changed(plain, random) : plain;
        byte[] packed = TestTar.gzip(whole);
        return random.nextInt(10) == 0 ? Fuzz.changed(packed, random) : packed;
    }

    private static Entry odd(Random random) {
        char type = Fuzz.any(random, TYPES);
        byte[] name =
                name(random).getBytes(random.nextInt(8) == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
        byte[] content = new byte[random.nextInt(600)];
        random.nextBytes(content);
        if (type == 'x' || type == 'g') {
            String record = Fuzz.any(random, List.of("path", "size", "linkpath", "mtime", "GNU.sparse.name")) + "="
                    + name(random) + "\n";
            int length = record.getBytes(StandardCharsets.UTF_8).length;
            content = (length + 3 + random.nextInt(3) + " " + record).getBytes(StandardCharsets.UTF_8);
        } else if (type == 'L' || type == 'K') {
            content = name(random).getBytes(StandardCharsets.UTF_8);
        }
        long size = random.nextInt(6) == 0 ? Fuzz.any(random, SIZES) : content.length;
        return new Entry(name, type, size, content);
    }

    private static String name(Random random) {
        return Stream.generate(() -> Fuzz.any(random, PARTS))
                .limit(1 + random.nextInt(4))
                .collect(Collectors.joining("/"));
    }

    private static byte[] feature(Random random) {
        String feature = TestRelease.feature("1986.b", Map.of("one-1.0.0.jar", JAR));
        int colon = feature.indexOf(":", random.nextInt(feature.length()));
        int end = colon < 0 ? -1 : feature.indexOf(random.nextBoolean() ? "," : "}", colon);
        String changed = end < 0 || random.nextInt(4) > 0
                ? feature
                : feature.substring(0, colon + 1) + Fuzz.any(random, ODD) + feature.substring(end);
        return changed.getBytes(StandardCharsets.UTF_8);
    }

    private static Entry entry(String name, byte[] content) {
        return new Entry(name.getBytes(StandardCharsets.UTF_8), '0', content.length, content);
    }

    private static Set<String> files(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(path -> !Files.isDirectory(path))
                    .map(path -> home.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
