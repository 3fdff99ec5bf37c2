package fil.release.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningToolTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aPrivateKeyIsForItsOwnerAlone() throws IOException {
        assertEquals(0, run("keygen", path("releases")));
        assertEquals("rw-------", mode("releases.key"));
        assertTrue(Files.readString(folder.resolve("releases.key")).startsWith("-----BEGIN PRIVATE KEY-----\n"));
        assertTrue(Files.readString(folder.resolve("releases.pub")).startsWith("-----BEGIN PUBLIC KEY-----\n"));
    }

    @Test
    void aKeyIsNeverOverwritten() throws IOException {
        run("keygen", path("releases"));
        String before = Files.readString(folder.resolve("releases.key"));
        assertEquals(1, run("keygen", path("releases")));
        assertEquals(before, Files.readString(folder.resolve("releases.key")));
        assertTrue(said.toString().contains("is already there and is kept"), said.toString());
    }

    @Test
    void aKeyThatOthersMayReadSignsNothing() throws IOException {
        run("keygen", path("releases"));
        Files.writeString(folder.resolve("a.tar.gz"), "archive");
        Files.setPosixFilePermissions(folder.resolve("releases.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(1, run("sign", path("a.tar.gz"), path("releases.key")));
        assertTrue(said.toString().contains("say chmod 600"), said.toString());
        assertEquals(1, run("sign", path("a.tar.gz"), path("no.key")));
        assertTrue(said.toString().contains("no.key cannot be read: it is not there"), said.toString());
        assertTrue(Files.notExists(folder.resolve("a.tar.gz.sig")));
    }

    @Test
    void whatItSignsIsTrustedWhereItsPublicKeyIs() throws IOException {
        run("keygen", path("releases"));
        Files.writeString(folder.resolve("a.tar.gz"), "archive");
        assertEquals(0, run("sign", path("a.tar.gz"), path("releases.key")));
        Path trusted = Files.createDirectory(folder.resolve("trusted"));
        Files.copy(folder.resolve("releases.pub"), trusted.resolve("releases.pub"));
        assertTrue(new Trust(trusted, new Counters(folder))
                .decide(folder.resolve("a.tar.gz"), Terms.STRICT)
                .verified());
    }

    @Test
    void aWrongCallSaysHowToCallIt() {
        assertEquals(2, run("sign", path("releases.key")));
        assertEquals(2, run("keygen"));
        assertEquals(2, run("keygen", ""));
        assertEquals(2, run());
        assertTrue(said.toString().contains("bin/fil sign ARCHIVE... KEYFILE"), said.toString());
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(said, true);
        return new SigningTool(stream, stream).run(List.of(arguments));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
