package fil.launcher;

import fil.settings.Setting;
import fil.settings.Settings;
import fil.signals.SystemName;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the page from outside: is its port free before the start, does it answer after it. Any answer below 500 is one: what the
 * page of a system says is its own affair. Only 404 is also what is said while nothing has come up yet.
 */
final class PageProbe {
    private static final int PATIENCE_MS = 2_000;
    private static final int LONGEST_LINE = 1_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final int FIRST_UNPRIVILEGED = 1_024;
    private static final int FIRST_FAILURE = 500;
    private static final long BELIEVED_NANOS = 2_000_000_000L;
    private final String host;
    private final int port;
    private final String page;
    private long missingSince;

    PageProbe(Settings settings) {
        this(settings.text(Setting.HTTP_HOST), settings.number(Setting.HTTP_PORT), settings.text(Setting.HTTP_PAGE));
    }

    PageProbe(String host, int port, String page) {
        this.host = host;
        this.port = port;
        this.page = page;
    }

    /** @return where the page is, as one would type it into a browser on this machine */
    String url() {
        return url(page);
    }

    /** @return where that path is on this system */
    String url(String path) {
        String name = reachable();
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + path;
    }

    private String reachable() {
        return host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
    }

    /** @throws StartRefused if the port cannot be had; names it, and how to take another */
    void requireFreePort() throws StartRefused {
        try {
            bind(InetAddress.getByName(host), port);
        } catch (IOException e) {
            throw new StartRefused(
                    ExitCode.PORT_TAKEN,
                    "Port " + port + " on " + host + " cannot be had (" + e.getMessage() + "): "
                            + (port < FIRST_UNPRIVILEGED
                                    ? "it is taken, or for root alone; "
                                    : "stop the program that uses it, or ")
                            + "choose another by http.port in " + SystemName.SETTINGS + " or the variable "
                            + SystemName.variable("HTTP_PORT") + ".");
        }
    }

    private static void bind(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        }
    }

    /** @return whether the page answers; a 404 is believed when it has been said for two seconds */
    boolean answers() {
        int status = status(page);
        if (status != HttpURLConnection.HTTP_NOT_FOUND) {
            missingSince = 0;
            return status > 0 && status < FIRST_FAILURE;
        }
        long now = System.nanoTime();
        missingSince = missingSince == 0 ? now : missingSince;
        return now - missingSince >= BELIEVED_NANOS;
    }

    /** @return whether the page answers with this status */
    boolean answers(int status) {
        return status(page) == status;
    }

    /** @return whether what is at this path answers 200 */
    boolean isWell(String path) {
        return status(path) == HttpURLConnection.HTTP_OK;
    }

    /** @return the status that the page answers with, 0: none */
    int status() {
        return status(page);
    }

    /** @return the status that what is at this path answers with, 0: none within {@value #PATIENCE_MS} ms, however it drips */
    int status(String path) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        URI address = URI.create(url(path));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(reachable()), port), PATIENCE_MS);
            String request =
                    "GET " + address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
                            + " HTTP/1.1\r\nHost: " + address.getRawAuthority()
                            + "\r\nUser-Agent: fil\r\nAccept: */*\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Matcher line = STATUS.matcher(firstLine(socket, end));
            return line.matches() ? Integer.parseInt(line.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** A socket's own limit of time begins anew with each octet. */
    private static String firstLine(Socket socket, long end) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = 0;
        while (line.length() < LONGEST_LINE && next != '\r' && next != '\n' && next >= 0) {
            int left = (int) TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(left);
            next = socket.getInputStream().read();
            if (next >= ' ') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
