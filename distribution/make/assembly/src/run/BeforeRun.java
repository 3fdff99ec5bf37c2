import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What {@code mvn -Prun} does first: a port that is taken is told before minutes are spent on the build. */
final class BeforeRun {
    private BeforeRun() {}

    /** @param arguments the settings of the installation that will be run */
    public static void main(String[] arguments) throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(file);
        }
        String host = setting("FIL_HTTP_HOST", settings.getProperty("http.host"));
        String port = setting("FIL_HTTP_PORT", settings.getProperty("http.port"));
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)));
        } catch (IOException | IllegalArgumentException e) {
            System.out.println("fil: port " + port + " on " + host + " cannot be had (" + e.getMessage()
                    + "), so nothing was built. Stop the program that uses it, or choose another port: FIL_HTTP_PORT=8080 mvn -Prun");
            System.exit(5);
        }
        System.out.println("fil: port " + port
                + " is free. All modules are built now, without tests; the first time Maven fetches what they need, which takes minutes.");
    }

    private static String setting(String variable, String otherwise) {
        return Optional.ofNullable(System.getenv(variable)).orElse(otherwise);
    }
}
