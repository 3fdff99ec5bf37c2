package fil.it;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The system as a client sees it, each request on a fresh client or over its pool. */
public final class Web {
    private static final Pattern COLOUR = Pattern.compile("\\{\"color\":\"([a-z]+)\"}");
    private static final Pattern HEADING = Pattern.compile("<h3[^>]*>([^<]*)</h3>");

    private final String base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    public Web(int port) {
        base = "http://127.0.0.1:" + port;
    }

    public URI uri(String path) {
        return URI.create(base + path);
    }

    public HttpResponse<String> ask(String method, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("asking " + path).initCause(interrupted);
        }
    }

    /** The colour that the end-point answers now. */
    public String colour() {
        String body = body("/which-color.json");
        Matcher matcher = COLOUR.matcher(body);
        if (!matcher.matches()) {
            throw new AssertionError("Not a colour: " + body);
        }
        return matcher.group(1);
    }

    /** The greeting on the page. */
    public String greeting() {
        String body = body("/");
        Matcher matcher = HEADING.matcher(body);
        if (!matcher.find()) {
            throw new AssertionError("No h3 in the page: " + body);
        }
        return matcher.group(1);
    }

    public boolean answers() {
        try {
            return ask("GET", "/which-color.json").statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    private String body(String path) {
        try {
            HttpResponse<String> answer = ask("GET", path);
            if (answer.statusCode() != 200) {
                throw new AssertionError("GET " + path + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException failed) {
            throw new AssertionError("GET " + uri(path) + " failed", failed);
        }
    }
}
