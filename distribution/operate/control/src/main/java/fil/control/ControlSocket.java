package fil.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * The socket's file, in a folder that only its owner can enter: nobody else can reach it, not even between its making and its
 * chmod. Its path is relative to the installation, so the 107 bytes that a socket's path can have are always enough.
 */
final class ControlSocket {
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private final Path file;

    ControlSocket(Path file) {
        this.file = file;
    }

    /** @return the listening socket; what a dead process left is taken over */
    ServerSocketChannel open() throws IOException {
        Path folder = file.getParent();
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is not a folder; remove it and start again");
        }
        Files.setPosixFilePermissions(folder, OWNER_FOLDER);
        removeLeftover();
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, OWNER_FILE);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * The folder keeps others out; should somebody open it, the kernel still says who they are.
     *
     * @return whether the client is the owner of the socket, or root
     */
    boolean admits(SocketChannel client) throws IOException {
        String user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        return user.equals(Files.getOwner(file).getName()) || user.equals("root");
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private void removeLeftover() throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            throw new IOException(
                    "another process listens on " + file + "; stop it first (" + probe.getRemoteAddress() + ")");
        } catch (java.net.ConnectException e) {
            // nobody listens: a leftover
            Files.delete(file);
        }
    }
}
