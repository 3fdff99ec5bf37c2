package fil.it.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator says whom to trust; what others made is refused before one byte of it is unpacked. */
class SignedReleaseIT {
    private static final int REFUSED = 10;
    private Installation installation;
    private Path archive;
    private List<String> before;

    @BeforeEach
    void anInstallationThatTrustsItsOwnersKey() throws IOException {
        installation = Installation.of(Archives.A).start();
        fil("keygen", "owner").ends(0);
        trust("owner");
        // the place of the walk of an operator: releases/1986.b/fil.tar.gz
        Path place = Files.createDirectories(installation.home().resolve("releases/1986.b"));
        archive = Files.copy(Archives.of(Archives.B), place.resolve("fil.tar.gz"));
        before = files();
    }

    @AfterEach
    void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void aReleaseSignedByATrustedKeyIsTaken() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key("owner"))));
        sign("owner");
        fil("upgrade", "1986.b/fil").ends(0);
        assertTrue(fil("history", "--json").ends(0).output().contains("signed by owner"), "the history says by whom");
        assertEquals("1986.0.0.b", installation.version("fil.fsm"));
    }

    @Test
    void anUnsignedReleaseIsRefusedAndLeavesNothingBehind() throws IOException {
        assertRefused("it is not signed");
        assertTrue(fil("history", "--json").ends(0).output().contains("it is not signed"), "the history says why");
    }

    @Test
    void aReleaseChangedInOneBitIsRefused() throws IOException {
        sign("owner");
        byte[] content = Files.readAllBytes(archive);
        content[content.length / 2] ^= 1;
        Files.write(archive, content);
        assertRefused("its bytes were changed");
    }

    @Test
    void aStrangersReleaseIsRefusedUntilHeIsTrusted() throws IOException {
        fil("keygen", "stranger").ends(0);
        sign("stranger");
        before = files();
        assertRefused("signed by nobody who is trusted here");
        trust("stranger");
        fil("check", "1986.b/fil").ends(0);
    }

    @Test
    void aRevokedKeyIsRefusedAndItsSuccessorTaken() throws IOException {
        sign("owner");
        String id = Files.readAllLines(signature()).get(2).split(" ")[0];
        Files.writeString(installation.home().resolve("conf/trusted/revoked"), id + "\n", StandardOpenOption.CREATE);
        before = files();
        assertRefused("(revoked)");
        fil("keygen", "successor").ends(0);
        trust("successor");
        sign("successor");
        fil("upgrade", "1986.b/fil").ends(0);
    }

    @Test
    void aReleaseThatWasUnpackedBeforeItsKeyWasRevokedIsNotInstalled() throws IOException {
        sign("owner");
        fil("unpack", "1986.b/fil").ends(0);
        String id = Files.readAllLines(signature()).get(2).split(" ")[0];
        Files.writeString(installation.home().resolve("conf/trusted/revoked"), id + "\n");
        for (String verb : List.of("check", "install", "upgrade", "permanent")) {
            Ran ran = fil(verb, "1986.b").ends(REFUSED);
            assertTrue(ran.output().contains("the key that signed it is listed in"), ran::toString);
        }
        assertEquals("1986.0.0.a", installation.version("fil.fsm"));
    }

    @Test
    void withoutTrustAWarningIsSaidOnce() throws IOException {
        Files.delete(installation.home().resolve("conf/trusted/owner.pub"));
        Files.delete(installation.home().resolve("conf/trusted"));
        for (String verb : List.of("check", "plan", "unpack", "upgrade")) {
            fil(verb, "1986.b/fil").ends(0);
        }
        assertEquals(1, installation.log().split("Archives are unpacked whoever made them", -1).length - 1);
        assertTrue(fil("history", "--json").ends(0).output().contains("not verified"), "the history says so");
    }

    private void assertRefused(String why) throws IOException {
        for (String verb : List.of("check", "unpack", "plan", "upgrade")) {
            Ran ran = fil(verb, "1986.b/fil").ends(REFUSED);
            assertTrue(ran.output().contains(why), ran::toString);
        }
        // of two releases the plan is made without the system that runs
        Ran offline = fil("plan", "1986.a", archive.toString()).ends(1);
        assertTrue(offline.output().contains(why), offline::toString);
        List<String> after = files();
        after.removeIf(path -> path.contains("/history"));
        before.removeIf(path -> path.contains("/history"));
        assertEquals(before, after);
        assertFalse(installation.version("fil.fsm").endsWith("b"));
    }

    private void sign(String name) {
        fil("sign", archive.toString(), key(name).toString()).ends(0);
        before.add(installation.home().relativize(signature()).toString());
        before.sort(null);
    }

    private void trust(String name) throws IOException {
        Path trusted = Files.createDirectories(installation.home().resolve("conf/trusted"));
        Files.copy(installation.beside().resolve(name + ".pub"), trusted.resolve(name + ".pub"));
    }

    private Path signature() {
        return archive.resolveSibling("fil.tar.gz.sig");
    }

    private Path key(String name) {
        return installation.beside().resolve(name + ".key");
    }

    private Ran fil(String... arguments) {
        return installation.fil(Arrays.copyOf(arguments, arguments.length));
    }

    /** All files of the installation but those that the running system writes for itself. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(installation.home())) {
            return new java.util.ArrayList<>(all.filter(Files::isRegularFile)
                    .map(path -> installation.home().relativize(path).toString())
                    .filter(path -> !path.matches("(state|log|run|felix-cache)/.*"))
                    .sorted()
                    .toList());
        }
    }
}
