package fil.it.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What lies between a browser and the web: carries bytes, and can be cut, or go dead without anybody being told. */
final class Cable implements AutoCloseable {
    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int port;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();

    /** @param port of the web, on this machine */
    Cable(int port) throws IOException {
        this.port = port;
        begin(() -> {
            while (!entry.isClosed()) {
                connect(entry.accept());
            }
        });
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + entry.getLocalPort() + path);
    }

    /** Cuts all connections; new ones are carried. */
    void cut() {
        lines.forEach(Line::close);
    }

    /** From now on nothing comes through the connections that are open, and none ends; new ones are carried. */
    void die() {
        lines.forEach(line -> line.dead = true);
    }

    private void connect(Socket client) throws IOException {
        Line line;
        try {
            line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException nobodyListens) {
            client.close();
            return;
        }
        lines.add(line);
        begin(() -> line.carry(line.client.getInputStream(), line.server.getOutputStream()));
        begin(() -> line.carry(line.server.getInputStream(), line.client.getOutputStream()));
    }

    @Override
    public void close() throws IOException {
        entry.close();
        cut();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // that is how a cable ends
                        return;
                    }
                },
                "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private final class Line {
        private final Socket client;
        private final Socket server;
        private volatile boolean dead;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carry(InputStream in, OutputStream out) throws IOException {
            try {
                byte[] buffer = new byte[16_384];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!dead) {
                        out.write(buffer, 0, n);
                        out.flush();
                    }
                }
            } finally {
                if (!dead) {
                    close();
                }
            }
        }

        void close() {
            lines.remove(this);
            try {
                client.close();
                server.close();
            } catch (IOException closed) {
                // it was closed from the other side
                return;
            }
        }
    }
}
