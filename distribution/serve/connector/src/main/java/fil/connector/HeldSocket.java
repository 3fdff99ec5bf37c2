package fil.connector;

import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What fil.socket offers, a service of JDK types only: connections, each with what a former server has read of a request on it
 * and not answered ("read") and, if a former process passes it on, with what its client sees ("client", "server": addresses); and a
 * way to give them back.
 */
record HeldSocket(
        Supplier<ServerSocketChannel> listening,
        Function<SocketChannel, Map<String, Object>> given,
        BiConsumer<SocketChannel, byte[]> givenBack) {

    @SuppressWarnings("unchecked") // what the service promises by its name
    static HeldSocket of(Object service) {
        return new HeldSocket(
                (Supplier<ServerSocketChannel>) service,
                (Function<SocketChannel, Map<String, Object>>) service,
                (BiConsumer<SocketChannel, byte[]>) service);
    }
}
