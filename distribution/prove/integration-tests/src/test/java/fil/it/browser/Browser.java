package fil.it.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Folders;
import fil.it.Ports;
import fil.it.Programs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Chromium without a window, driven over the WebDriver protocol. It reaches nothing but this machine. */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path own = Folders.fresh();
    private final Process driver;
    private final String base;
    private final String session;

    private Browser(Path chromium, Path chromedriver, int width, int height) throws IOException {
        int port = Ports.free();
        base = "http://127.0.0.1:" + port;
        driver = new ProcessBuilder(chromedriver.toString(), "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("chromedriver.txt").toFile())
                .start();
        try {
            await("chromedriver")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> send("GET", "/status", null).path("ready").asBoolean());
            session = "/session/"
                    + send("POST", "/session", wanted(chromium, width, height))
                            .path("sessionId")
                            .asString();
        } catch (RuntimeException | IOException failed) {
            driver.destroy();
            throw new IOException("No browser: " + Files.readString(own.resolve("chromedriver.txt")), failed);
        }
    }

    /** A browser, or a skipped test that says loudly what is missing; a failed one in CI. */
    static Browser open(int width, int height) {
        Path chromium = Programs.need("chromium", "chromium");
        Path chromedriver = Programs.need("chromedriver", "chromium-driver");
        try {
            return new Browser(chromium, chromedriver, width, height);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Map<String, Object> wanted(Path chromium, int width, int height) {
        List<String> arguments = List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                "--user-data-dir=" + own.resolve("profile"),
                "--window-size=" + width + "," + height);
        return Map.of(
                "capabilities",
                Map.of(
                        "alwaysMatch",
                        Map.of(
                                "browserName", "chrome",
                                "goog:loggingPrefs", Map.of("browser", "ALL"),
                                "goog:chromeOptions", Map.of("binary", chromium.toString(), "args", arguments))));
    }

    void go(URI address) {
        command("POST", "/url", Map.of("url", address.toString()));
    }

    void reload() {
        command("POST", "/refresh", Map.of());
    }

    /** What a JavaScript function body returns in the page. */
    JsonNode evaluate(String script, Object... arguments) {
        return command("POST", "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    /** What an asynchronous function body gives to the callback that is its last argument. */
    JsonNode evaluateLater(String script, Object... arguments) {
        return command("POST", "/execute/async", Map.of("script", script, "args", List.of(arguments)));
    }

    /** A command of Chrome's own protocol, to set what no page can. */
    void devtools(String command, Map<String, ?> parameters) {
        command("POST", "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    /** Puts the page into light or dark colours and a window of this size; a narrow one is a phone. */
    void dress(String scheme, int width, int height) {
        devtools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** Makes the network as slow as this: milliseconds before each answer, bytes in a second; -1: as fast as it is. */
    void network(boolean offline, int latency, int throughput) {
        devtools("Network.enable", Map.of());
        devtools(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        offline,
                        "latency",
                        latency,
                        "downloadThroughput",
                        throughput,
                        "uploadThroughput",
                        throughput));
    }

    void press(String key) {
        command(
                "POST",
                "/actions",
                Map.of(
                        "actions",
                        List.of(Map.of(
                                "type",
                                "key",
                                "id",
                                "keyboard",
                                "actions",
                                List.of(
                                        Map.of("type", "keyDown", "value", key),
                                        Map.of("type", "keyUp", "value", key))))));
    }

    /** Keeps a picture of the window. */
    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                Base64.getDecoder().decode(command("GET", "/screenshot", null).asString()));
    }

    /** The errors the console has shown since the last call; violations of the content security policy are among them. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (JsonNode entry : command("POST", "/se/log", Map.of("type", "browser"))) {
            if ("SEVERE".equals(entry.path("level").asString())) {
                errors.add(entry.path("message").asString());
            }
        }
        return errors;
    }

    private JsonNode command(String method, String path, Map<String, ?> body) {
        try {
            return send(method, session + path, body);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private JsonNode send(String method, String path, Map<String, ?> body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            assertEquals(200, answer.statusCode(), () -> method + " " + path + ": " + value);
            return value;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(path).initCause(interrupted);
        } catch (ConnectException refused) {
            throw new IOException("chromedriver does not answer", refused);
        }
    }

    @Override
    public void close() {
        try {
            command("DELETE", "", null);
        } finally {
            end();
            Folders.remove(own);
        }
    }

    private void end() {
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroy();
        try {
            if (!driver.waitFor(10, TimeUnit.SECONDS)) {
                driver.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
