package fil.release.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestRelease;
import fil.kit.TestTar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileArchiveTest {
    private static final Map<String, byte[]> JARS = Map.of("one-1.0.0.jar", TestRelease.jar("one", "1.0.0"));
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    @Test
    void aSoundArchiveIsRead() {
        ArchiveContents contents = read(TestTar.release("1986.b", JARS).into(folder.resolve("x.tar.gz")));
        assertEquals("1986.b", contents.release().name());
        assertEquals(
                TestRelease.sha256(JARS.get("one-1.0.0.jar")),
                contents.bundles().get("one-1.0.0.jar").sha256());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "bundle/../../evil",
                "/etc/evil",
                "bundle//evil",
                "bundle/./evil",
                "C:/evil",
                "a\\evil",
                "evil\u0007",
                "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/evil"
            })
    void aNameThatIsNotPlainIsRefused(String name) {
        assertRefused(TestTar.release("1986.b", JARS).file(name, TEXT), name.replace('\u0007', '?'));
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '3', '4', '6', 'S', 'K', 'V'})
    void whatIsNeitherFileNorFolderIsRefused(char type) {
        TestTar tar = TestTar.release("1986.b", JARS);
        assertRefused(
                tar.entry("bundle/evil".getBytes(StandardCharsets.US_ASCII), type, 0, new byte[0]), "bundle/evil");
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() {
        assertRefused(TestTar.release("1986.b", JARS).file("bin/fil", TEXT), "is there twice");
    }

    @Test
    void namesThatDifferOnlyInCaseAreRefused() {
        assertRefused(TestTar.release("1986.b", JARS).file("BIN/other", TEXT), "only in case");
    }

    @Test
    void aFileThatIsAFolderAsWellIsRefused() {
        assertRefused(TestTar.release("1986.b", JARS).file("bin/fil/x", TEXT), "is there twice");
    }

    @Test
    void aFileThatIsNamedLikeAFolderIsRefused() {
        assertRefused(TestTar.release("1986.b", JARS).file("bundle/two-1.0.0.jar/", TEXT), "bundle/two-1.0.0.jar/");
    }

    @Test
    void aNameThatIsNotUtf8IsRefused() {
        assertRefused(
                TestTar.release("1986.b", JARS).entry(new byte[] {'b', (byte) 0xc3, (byte) 0x28}, '0', 0, new byte[0]),
                "UTF-8");
    }

    @Test
    void aBombIsRefusedByItsRatio() {
        assertRefused(
                TestTar.release("1986.b", JARS).file("bin/zeros", new byte[40 << 20]),
                "entry 'bin/zeros' inflates to more than 100 times its size");
    }

    @Test
    void aBombIsRefusedBehindMuchThatIsPackedWell() {
        byte[] noise = new byte[8 << 20];
        new Random(1986).nextBytes(noise);
        TestTar tar = TestTar.release("1986.b", JARS).file("bin/noise", noise).file("bin/zeros", new byte[40 << 20]);
        assertRefused(tar, "entry 'bin/zeros' inflates to more than 100 times its size");
    }

    @Test
    void aBundleTooLargeToBeHeldInMemoryIsRefused() {
        ArchiveLimits small = new ArchiveLimits(100, 1 << 20, 100, 16, 1_000);
        Path file = TestTar.release("1986.b", Map.of("one-1.0.0.jar", new byte[1_001]))
                .into(folder.resolve("x.tar.gz"));
        RefusedException refused =
                assertThrows(RefusedException.class, () -> new ReleaseArchive(file, small).inspect());
        assertTrue(refused.getMessage().contains("entry 'bundle/one-1.0.0.jar' is larger than 1000 bytes"));
    }

    @Test
    void aBombIsRefusedByWhatItSaysOfItsSize() {
        TestTar tar = TestTar.release("1986.b", JARS)
                .entry("bin/big".getBytes(StandardCharsets.US_ASCII), '0', 1L << 32, TEXT);
        assertRefused(tar, "bin/big");
    }

    @Test
    void tooManyEntriesAreRefused() {
        TestTar tar = TestTar.release("1986.b", JARS);
        for (int i = 0; i < ArchiveLimits.USUAL.entries(); i++) {
            tar.file("bin/f" + i, new byte[0]);
        }
        assertRefused(tar, "entry 'bin/f9995' is one more than");
    }

    @Test
    void dataAfterTheEndIsRefusedInsideAndOutside() {
        byte[] sound = TestTar.release("1986.b", JARS).ended();
        byte[] inside = Arrays.copyOf(sound, sound.length + 512);
        inside[inside.length - 1] = 1;
        assertRefused(TestTar.gzip(inside), "after its end");
        byte[] packed = TestTar.gzip(sound);
        assertRefused(Arrays.copyOf(packed, packed.length + 1), "after its end");
    }

    @Test
    void anArchiveCutAnywhereIsRefused() {
        byte[] packed = TestTar.gzip(TestTar.release("1986.b", JARS).ended());
        for (int length = 0; length < packed.length; length++) {
            assertRefused(Arrays.copyOf(packed, length), "");
        }
    }

    @Test
    void anArchiveWithOneChangedOctetNeverDoesAnythingButReadOrRefuse() {
        byte[] packed = TestTar.gzip(TestTar.release("1986.b", JARS).ended());
        Random random = new Random(1986);
        for (int i = 0; i < 2000; i++) {
            byte[] changed = packed.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            readOrRefuse(changed);
        }
    }

    @Test
    void aTarWithOneChangedOctetNeverDoesAnythingButReadOrRefuse() {
        byte[] plain = TestTar.release("1986.b", JARS).ended();
        Random random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            byte[] changed = plain.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            readOrRefuse(TestTar.gzip(changed));
        }
    }

    @Test
    void aFeatureThatNamesAFileOutsideIsRefused() {
        String feature = TestRelease.feature("1986.b", JARS).replace("g:one:1.0.0", "g:../../one:1.0.0");
        assertRefused(
                new TestTar().file("releases/1986.b/1986.b.json", feature.getBytes(StandardCharsets.UTF_8)),
                "no valid id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"id\":1}",
                "{\"id\":\"x\"}",
                "{\"id\":\"fil:fil:1986.b\",\"bundles\":{}}",
                "{\"id\":\"fil:fil:1986.b\",\"bundles\":[{\"id\":\"a:b:1\"}]}",
                "{\"id\":\"fil:fil:..\"}"
            })
    void aFeatureThatIsNoneIsRefused(String feature) {
        assertRefused(
                new TestTar().file("releases/1986.b/1986.b.json", feature.getBytes(StandardCharsets.UTF_8)),
                "1986.b.json");
    }

    @Test
    void aReleaseOfAnotherSystemIsRefused() {
        String feature = TestRelease.feature("1986.b", JARS).replace("fil:fil:", "com.example:shop:");
        assertRefused(
                new TestTar().file("releases/1986.b/1986.b.json", feature.getBytes(StandardCharsets.UTF_8)),
                "a release of the system shop, and this one is fil");
    }

    @Test
    void aNameLongerThanItsHeaderIsRead() {
        String name = "bin/" + "x".repeat(150);
        String record = "164 path=" + name + "\n";
        byte[] pax = record.getBytes(StandardCharsets.UTF_8);
        assertEquals(164, pax.length, "the length counts itself");
        TestTar tar =
                TestTar.release("1986.b", JARS).entry("pax".getBytes(StandardCharsets.US_ASCII), 'x', pax.length, pax);
        read(tar.file("short", TEXT).into(folder.resolve("pax.tar.gz")));
    }

    private void assertRefused(TestTar tar, String why) {
        assertRefused(TestTar.gzip(tar.ended()), why);
    }

    private void assertRefused(byte[] packed, String why) {
        Path file = TestTar.write(folder.resolve("x.tar.gz"), packed);
        RefusedException refused = assertThrows(RefusedException.class, () -> read(file));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private void readOrRefuse(byte[] packed) {
        try {
            read(TestTar.write(folder.resolve("x.tar.gz"), packed));
        } catch (RefusedException refused) {
            assertTrue(refused.getMessage().startsWith("the archive x.tar.gz is refused"), refused.getMessage());
        }
    }

    private static ArchiveContents read(Path file) {
        return new ReleaseArchive(file, ArchiveLimits.USUAL).inspect();
    }
}
