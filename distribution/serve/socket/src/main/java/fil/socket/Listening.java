package fil.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/** Where the listening socket comes from: given by the parent process as the standard input, or bound here. */
final class Listening {

    private static final int BACKLOG = 1024;

    private Listening() {}

    static ServerSocketChannel open(String host, int port, boolean inherit) throws IOException {
        Optional<ServerSocketChannel> inherited = inherit ? inherited() : Optional.empty();
        return inherited.isPresent() ? inherited.get() : bound(host, port);
    }

    /** Java gives that one once: who closes it has closed it for all that come after. */
    static boolean isInherited(ServerSocketChannel channel) throws IOException {
        return channel == System.inheritedChannel();
    }

    private static Optional<ServerSocketChannel> inherited() throws IOException {
        Channel channel = System.inheritedChannel();
        return channel instanceof ServerSocketChannel socket ? Optional.of(socket) : Optional.empty();
    }

    private static ServerSocketChannel bound(String host, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(new InetSocketAddress(host, port), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "Port " + port + " on " + host + " cannot be had (" + e.getMessage()
                            + "): stop the program that uses it, or set fil.socket.port to another.",
                    e);
        }
    }
}
