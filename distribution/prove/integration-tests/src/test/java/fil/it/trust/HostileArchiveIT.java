package fil.it.trust;

import static fil.it.trust.HostileArchive.FEATURE;
import static fil.it.trust.HostileArchive.changed;
import static fil.it.trust.HostileArchive.file;
import static fil.it.trust.HostileArchive.special;
import static fil.it.trust.HostileArchive.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Jars;
import fil.it.Ran;
import fil.it.ReleaseDraft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation that trusts everybody is given archives that mean harm: each is refused, and nothing of it is left. */
class HostileArchiveIT {
    private static final int REFUSED = 10;
    private static final byte[] EVIL = "evil".getBytes(StandardCharsets.US_ASCII);
    private static Installation installation;
    private static List<String> before;

    @BeforeAll
    static void start() throws IOException {
        installation = Installation.of(Archives.A).start();
        before = files();
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "bundle/../../evil",
                "/tmp/evil-of-fil",
                "bundle\\evil",
                "C:/evil",
                "bin/fil",
                "BIN/evil",
                "bundle/FIL-FSM-1986.b.jar",
                "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"
            })
    void aNameThatIsNotPlainOrThereAlready(String name) throws IOException {
        assertRefused(with(archive(), tar -> file(tar, name, EVIL)), "entry '" + name + "'");
        assertFalse(Files.exists(Path.of("/tmp/evil-of-fil")));
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_LINK,
                TarConstants.LF_SYMLINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO
            })
    void whatIsNeitherFileNorFolder(byte type) throws IOException {
        assertRefused(with(archive(), tar -> special(tar, "bundle/evil.jar", type)), "entry 'bundle/evil.jar'");
    }

    @Test
    void aNameThatIsNotUtf8OrWouldRuleATerminal() throws IOException {
        assertRefused(with(archive(), tar -> file(tar, "bin/\u00c3(", EVIL)), "' has a name that is not UTF-8");
        assertRefused(
                with(archive(), tar -> file(tar, "bin/\u001b[31mred", EVIL)), "entry 'bin/?[31mred' has a name with");
    }

    @Test
    void moreThanItsSizePromises() throws IOException {
        assertRefused(with(archive(), tar -> file(tar, "bin/zeros", new byte[60 << 20])), "entry 'bin/zeros' inflates");
        assertRefused(
                with(archive(), tar -> {
                    for (int i = 0; i < 10_001; i++) {
                        file(tar, "bin/f" + i, new byte[0]);
                    }
                }),
                "is one more than the 10000 that there may be");
    }

    @Test
    void whatIsCutOffOrGoesOn() throws IOException {
        byte[] good = Files.readAllBytes(Archives.of(Archives.B));
        assertRefused(Files.write(archive(), Arrays.copyOf(good, good.length / 2)), "' is truncated");
        assertRefused(Files.write(archive(), Arrays.copyOf(good, good.length + 1)), "has data after its end");
        byte[] changed = good.clone();
        changed[good.length / 2] ^= 1;
        assertRefused(Files.write(archive(), changed), "the archive evil.tar.gz is refused");
    }

    @ParameterizedTest
    @CsvSource({
        "fil:fil-web:1.0.0,        g:../../../etc/passwd:1",
        "fil:fil-web:1.0.0,        g:..:1",
        "fil:fil:1986.b,           fil:fil:../../x",
        "'\"start-order\": 1,',    '\"start-order\": 1e999999999,'",
        "'\"configurations\": {',  '\"configurations\": {\"../../x\": {\"a\": 1}'",
    })
    void aFeatureThatNamesWhatIsOutsideOrNoNumber(String one, String other) throws IOException {
        UnaryOperator<byte[]> change = text(feature -> {
            String evil = feature.replaceAll("\"\\s*:\\s*", "\": ").replace(one, other);
            assertTrue(evil.contains(other), feature);
            return evil;
        });
        assertRefused(changed(archive(), FEATURE, change), "entry '" + FEATURE + "' is not valid");
    }

    @Test
    void aBundleWhoseManifestWouldFillTheMemory() throws IOException {
        Path jar = Jars.of(
                installation.beside().resolve("large.jar"), "fil.fsm", "1986.0.0.c", "X-Large", "0".repeat(3_000_000));
        Path archive = ReleaseDraft.of(Archives.B, "evil", installation.beside())
                .with(jar)
                .pack();
        assertRefused(archive, "its manifest is larger than");
        String history = installation.fil("history", "--json").ends(0).output();
        assertTrue(history.contains("its manifest is larger than"), history);
    }

    private static void assertRefused(Path archive, String why) throws IOException {
        Ran ran = installation.fil("unpack", archive.toString()).ends(REFUSED);
        assertTrue(ran.output().contains(why), ran::toString);
        assertEquals(before, files());
        assertFalse(Files.exists(installation.beside().resolve("evil")));
    }

    private static UnaryOperator<byte[]> text(UnaryOperator<String> change) {
        return octets ->
                change.apply(new String(octets, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static Path archive() {
        return installation.beside().resolve("evil.tar.gz");
    }

    /** All files of the installation but those that the running system writes for itself. */
    private static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(installation.home())) {
            return new ArrayList<>(all.filter(Files::isRegularFile)
                    .map(path -> installation.home().relativize(path).toString())
                    .filter(path -> !path.matches("(state|log|run|felix-cache|releases/history)/.*"))
                    .sorted()
                    .toList());
        }
    }
}
