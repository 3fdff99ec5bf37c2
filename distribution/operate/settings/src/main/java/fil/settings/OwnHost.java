package fil.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** {@code http.host}: one listens at an address of this machine alone. */
final class OwnHost {
    private OwnHost() {}

    static Optional<String> obstacle(String value) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(value), 0));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("that is no name or address of this machine; 127.0.0.1 is for this machine only, 0.0.0.0"
                    + " for everybody");
        }
    }
}
