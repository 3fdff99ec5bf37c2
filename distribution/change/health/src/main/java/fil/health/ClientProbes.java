package fil.health;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Served;
import fil.signals.Hold;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;

/**
 * Asks what a client would ask, at the address where clients ask, and looks at the status alone.
 * At most 32 paths, before a change in at most a second all together; what was not answered by then is not compared.
 */
final class ClientProbes {
    private static final int MOST = 32;
    private static final int LONGEST_LINE = 1_000;
    private static final int LARGEST_REST = 1 << 20;
    private static final int REST_MS = 100;
    /** Before a change. */
    static final Duration SHORT = Duration.ofSeconds(1);
    /** After it, as the machine may be busier then. */
    private static final Duration LONG = Duration.ofSeconds(3);
    /** After it, when something was not answered: new code is slow at first, and who asks anew all the time never hears of it. */
    private static final Duration LONGER = Duration.ofSeconds(8);

    private final BundleContext context;
    private final Whiteboard whiteboard;
    private final Duration once;
    private final Duration again;
    /** The paths that were asked after the change the last time, and not answered. */
    private Set<String> unanswered = Set.of();

    ClientProbes(BundleContext context, Whiteboard whiteboard) {
        this(context, whiteboard, LONG, LONGER);
    }

    ClientProbes(BundleContext context, Whiteboard whiteboard, Duration once, Duration again) {
        this.context = context;
        this.whiteboard = whiteboard;
        this.once = once;
        this.again = again;
    }

    /** The paths of patterns that name one; those of the bundles that change first. */
    static List<String> paths(Set<Served> served, Set<String> changed) {
        return served.stream()
                .filter(it -> it.kind() == Kind.PATH)
                .sorted((one, two) -> {
                    int first = Boolean.compare(changed.contains(two.bundle()), changed.contains(one.bundle()));
                    return first != 0 ? first : one.where().compareTo(two.where());
                })
                .flatMap(it -> path(it.where()).stream())
                .distinct()
                .limit(MOST)
                .toList();
    }

    static Optional<String> path(String pattern) {
        String path = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (path.isEmpty()) {
            return Optional.of("/");
        }
        boolean plain = path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 127 && c != '*');
        return plain ? Optional.of(path) : Optional.empty();
    }

    /**
     * After a change, once for each look. The last one of many has little time left on a busy machine: what was not answered is
     * asked first the next time, and longer, unless clients wait meanwhile.
     */
    Map<String, Integer> askAfter(Set<String> paths) {
        List<String> inOrder = paths.stream()
                .sorted(Comparator.comparing((String path) -> !unanswered.contains(path))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        boolean longer = !unanswered.isEmpty() && !Hold.isThere(context);
        Map<String, Integer> answers = ask(inOrder, longer ? again : once);
        unanswered = answers.entrySet().stream()
                .filter(it -> it.getValue() == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return answers;
    }

    Map<String, Integer> ask(Collection<String> paths, Duration patience) {
        Map<String, Integer> answers = new LinkedHashMap<>();
        Optional<InetSocketAddress> address = address();
        if (address.isEmpty()) {
            return answers;
        }
        long end = System.nanoTime() + patience.toNanos();
        for (String path : paths) {
            int left = (int) TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left > 0) {
                answers.put(path, ask(address.get(), path, Hold.pass(context), left));
            }
        }
        return answers;
    }

    static int ask(InetSocketAddress address, String path, int patience) {
        return ask(address, path, Optional.empty(), patience);
    }

    /** @param pass the word that lets this in to what clients wait for */
    private static int ask(InetSocketAddress address, String path, Optional<String> pass, int patience) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        try (Socket socket = new Socket()) {
            socket.connect(address, patience);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + ":" + address.getPort()
                    + "\r\nUser-Agent: fil-health\r\nAccept: */*"
                    + pass.map(it -> "\r\n" + Hold.PASS_HEADER + ": " + it).orElse("")
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = line(socket, end);
            readOn(socket);
            return !line.matches("HTTP/1\\.[01] \\d{3}.*") ? 0 : Integer.parseInt(line.substring(9, 12));
        } catch (IOException e) {
            // not answered: that is what is asked here
            return 0;
        }
    }

    private static String line(Socket socket, long end) throws IOException {
        StringBuilder line = new StringBuilder();
        byte[] one = new byte[1];
        while (line.length() < LONGEST_LINE && read(socket, one, end) == 1 && one[0] != '\r' && one[0] != '\n') {
            line.append((char) one[0]);
        }
        return line.toString();
    }

    /** Who closes in the middle of an answer makes the server complain of it. What never ends is left after a moment. */
    private static void readOn(Socket socket) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MS);
        byte[] buffer = new byte[1 << 13];
        try {
            int left = LARGEST_REST;
            for (int read = 0; read >= 0 && left > 0; left -= read) {
                read = read(socket, buffer, end);
            }
        } catch (IOException e) {
            // it goes on and on, or its connection went: the status is known
        }
    }

    /** A socket's own limit begins anew with each octet: here the time is over at its end, however an answer drips. */
    private static int read(Socket socket, byte[] into, long end) throws IOException {
        int left = (int) TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout(left);
        return socket.getInputStream().read(into);
    }

    /** The listening socket that fil.socket holds; else where the HTTP whiteboard says that it answers. */
    private Optional<InetSocketAddress> address() {
        String port = context.getProperty("fil.socket.port");
        if (port != null && !port.isBlank()) {
            String host = context.getProperty("fil.socket.host");
            return Optional.of(new InetSocketAddress(reachable(host), Integer.parseInt(port.trim())));
        }
        return whiteboard.endpoints().stream()
                .filter(it -> it.startsWith("http://"))
                .map(URI::create)
                .filter(it -> it.getHost() != null && it.getPort() > 0)
                .map(it -> new InetSocketAddress(reachable(it.getHost()), it.getPort()))
                .findFirst();
    }

    private static String reachable(String host) {
        return host == null || host.isBlank() || host.equals("0.0.0.0")
                ? "127.0.0.1"
                : host.equals("::") ? "::1" : host;
    }
}
