package fil.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("run/control.sock");
    }

    @Test
    void folderAndSocketAreForTheirOwnerAlone() throws IOException {
        try (ServerSocketChannel open = new ControlSocket(file).open()) {
            assertTrue(open.isOpen());
            assertEquals("rwx------", permissions(file.getParent()));
            assertEquals("rw-------", permissions(file));
        }
    }

    @Test
    void folderThatWasOpenToOthersIsClosed() throws IOException {
        Files.createDirectory(file.getParent());
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        try (ServerSocketChannel open = new ControlSocket(file).open()) {
            assertTrue(open.isOpen());
            assertEquals("rwx------", permissions(file.getParent()));
        }
    }

    @Test
    void leftoverOfADeadProcessIsTakenOver() throws IOException {
        Files.createDirectory(file.getParent());
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(file));
        dead.close();
        assertTrue(Files.exists(file));
        try (ServerSocketChannel open = new ControlSocket(file).open();
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            assertTrue(open.isOpen() && client.isConnected());
        }
    }

    @Test
    void ownerIsAdmitted() throws IOException {
        ControlSocket socket = new ControlSocket(file);
        try (ServerSocketChannel open = socket.open();
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file));
                SocketChannel accepted = open.accept()) {
            assertTrue(client.isConnected() && socket.admits(accepted));
        }
    }

    @Test
    void socketOfALivingProcessIsLeftAlone() throws IOException {
        try (ServerSocketChannel living = new ControlSocket(file).open()) {
            assertTrue(living.isOpen());
            assertThrows(IOException.class, () -> new ControlSocket(file).open());
            assertTrue(Files.exists(file));
        }
    }

    @Test
    void linkInsteadOfTheFolderIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(file.getParent(), elsewhere);
        assertThrows(IOException.class, () -> new ControlSocket(file).open());
        assertFalse(Files.exists(elsewhere.resolve("control.sock")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
