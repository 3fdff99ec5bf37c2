package fil.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Answers each request with the text a test gives; an empty text closes the connection without an answer. */
final class SmallServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Function<String, String> answers;

    private SmallServer(ServerSocket listener, Function<String, String> answers) {
        this.listener = listener;
        this.answers = answers;
    }

    static SmallServer start(Function<String, String> answers) throws IOException {
        SmallServer server = new SmallServer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), answers);
        new Thread(server::accept, "small-server").start();
        return server;
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                new Thread(() -> serve(socket), "small-connection").start();
            }
        } catch (IOException e) {
            return; // closed at the end of the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (String path = path(socket.getInputStream()); !path.isEmpty(); path = path(socket.getInputStream())) {
                String answer = answers.apply(path);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                if (answer.isEmpty() || answer.contains("Connection: close")) {
                    return;
                }
            }
        } catch (IOException e) {
            return; // the client has gone
        }
    }

    private static String path(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                return "";
            }
            head.append((char) c);
        }
        if (!head.toString().startsWith("GET ")) {
            throw new SocketException("not a GET: " + head);
        }
        return head.substring(4, head.indexOf(" HTTP/"));
    }
}
