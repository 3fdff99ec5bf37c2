package fil.launcher;

import fil.settings.Setting;
import fil.settings.Settings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Looks at the page from outside: is its port free before the start, does it answer after it. */
final class PageProbe {
    private static final int PATIENCE_MS = 2_000;
    private static final int FIRST_UNPRIVILEGED = 1_024;
    private final String host;
    private final int port;

    PageProbe(Settings settings) {
        this.host = settings.text(Setting.HTTP_HOST);
        this.port = settings.number(Setting.HTTP_PORT);
    }

    PageProbe(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** @return where the page is, as one would type it into a browser on this machine */
    String url() {
        String name = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + "/";
    }

    /** @throws Refusal if the port cannot be had; names it, and how to take another */
    void requireFreePort() throws Refusal {
        InetAddress address = address();
        try {
            bind(address, port);
        } catch (IOException e) {
            throw new Refusal(
                    ExitCode.PORT_TAKEN,
                    "Port " + port + " on " + host + " cannot be had (" + e.getMessage() + "): "
                            + (port < FIRST_UNPRIVILEGED
                                    ? "it is taken, or for root alone; "
                                    : "stop the program that uses it, or ")
                            + "choose another by http.port in conf/fil.properties or the variable FIL_HTTP_PORT.");
        }
    }

    private InetAddress address() throws Refusal {
        try {
            InetAddress address = InetAddress.getByName(host);
            bind(address, 0);
            return address;
        } catch (IOException e) {
            throw new Refusal(
                    ExitCode.BAD_SETTINGS,
                    "http.host is '" + host + "', which is no name or address of this machine; 127.0.0.1 is for this "
                            + "machine only, 0.0.0.0 for everybody.");
        }
    }

    private static void bind(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        }
    }

    /** @return whether the page answers 200 */
    boolean answers() {
        return answers("");
    }

    /** @return whether what is at this path, which does not begin with a slash, answers 200 */
    boolean answers(String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url() + path).toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
