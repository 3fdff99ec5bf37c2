package fil.soak;

import fil.kit.TestJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Releases that must be refused or undone, and jars that must be taken back, made from good ones. */
final class BadReleases {
    private final SoakInstallation site;
    private final Path good;
    private final Random random;

    BadReleases(SoakInstallation site, Path good, Random random) {
        this.site = site;
        this.good = good;
        this.random = random;
    }

    /** @return an archive; what is wrong with it is in its name */
    Path next() throws Exception {
        return switch (random.nextInt(6)) {
            case 0 -> truncated();
            case 1 -> flipped();
            case 4 -> climbing();
            case 2 -> with("bad-import", "Import-Package", "no.such.thing");
            case 3 -> with("bad-activator", "Bundle-Activator", "no.such.Activator");
            default -> missing();
        };
    }

    private Path truncated() throws IOException {
        byte[] content = Files.readAllBytes(good);
        return Files.write(place("truncated"), Arrays.copyOf(content, random.nextInt(content.length)));
    }

    private Path flipped() throws IOException {
        byte[] content = Files.readAllBytes(good);
        // not in the header of the gzip file, where there is a time that means nothing
        content[64 + random.nextInt(content.length - 64)] ^= (byte) (1 << random.nextInt(8));
        return Files.write(place("flipped"), content);
    }

    private Path missing() throws IOException {
        Path folder = unpacked("missing");
        Files.delete(folder.resolve("bundle/fil-fsm-1986.b.jar"));
        return pack(folder, "missing");
    }

    private Path climbing() throws IOException {
        Path folder = unpacked("climbing");
        Path archive = place("climbing");
        Files.writeString(folder.resolve("evil.txt"), "evil");
        site.run(List.of(
                        "tar",
                        "-czf",
                        archive.toString(),
                        "-C",
                        folder.toString(),
                        "--transform",
                        "s,^evil,../../evil,",
                        "bundle",
                        "releases",
                        "evil.txt"))
                .with(0);
        site.run(List.of("rm", "-r", folder.toString())).with(0);
        return archive;
    }

    /** A jar that no update by hand can make run, from a good one. */
    Path jar(Path from) throws IOException {
        Path jar = site.own().resolve("fil-broken.jar");
        switch (random.nextInt(4)) {
            case 0 -> Files.writeString(jar, "no jar");
            case 1 -> Files.write(jar, Arrays.copyOf(Files.readAllBytes(from), 2_000));
            case 2 -> changed(from, jar, "Import-Package", "no.such.thing");
            default -> changed(from, jar, "Bundle-Activator", "no.such.Activator");
        }
        return jar;
    }

    private static void changed(Path from, Path to, String header, String value) throws IOException {
        TestJar.copy(from).header(header, value).into(to);
    }

    private Path with(String name, String header, String value) throws Exception {
        Path folder = unpacked(name);
        Path jar = folder.resolve("bundle").resolve(name + "-1.0.0.jar");
        TestJar.bundle(name, "1.0.0").header(header, value).into(jar);
        String digest = HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        String bundle =
                "{\"id\":\"soak:%s:1.0.0\",\"start-order\":900,\"bundle\":\"%s\",\"version\":\"1.0.0\",\"sha256\":\"%s\"},";
        Path feature = folder.resolve("releases").resolve(name).resolve(name + ".json");
        String text = Files.readString(feature);
        Files.writeString(
                feature, text.replaceFirst("(\"bundles\"\\s*:\\s*\\[)", "$1" + bundle.formatted(name, name, digest)));
        return pack(folder, name);
    }

    /** The good release under another name. */
    private Path unpacked(String name) throws IOException {
        Path folder = Files.createDirectory(site.own().resolve("draft"));
        site.run(List.of("tar", "-xzf", good.toString(), "-C", folder.toString()))
                .with(0);
        Path releases = folder.resolve("releases");
        Files.move(releases.resolve("1986.b"), releases.resolve(name));
        Path feature = releases.resolve(name).resolve(name + ".json");
        Files.move(releases.resolve(name).resolve("1986.b.json"), feature);
        Files.writeString(feature, Files.readString(feature).replace("fil:fil:1986.b", "fil:fil:" + name));
        return folder;
    }

    private Path pack(Path folder, String name) throws IOException {
        Path archive = place(name);
        site.run(List.of("tar", "-czf", archive.toString(), "-C", folder.toString(), "bundle", "releases"))
                .with(0);
        site.run(List.of("rm", "-r", folder.toString())).with(0);
        return archive;
    }

    private Path place(String name) {
        return site.own().resolve("fil-" + name + ".tar.gz");
    }
}
