package fil.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * What fil is compared with: Jetty without OSGi and without servlets, whose handler answers the same headers and bytes, which it
 * asks the running fil for when it starts. Arguments: port, thread mode, and where that fil is.
 */
public final class BareJetty {
    private static final Set<String> JETTYS_OWN = Set.of("date", "content-length", "connection", ":status");

    private BareJetty() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Threads threads = Threads.valueOf(arguments[1].toUpperCase(Locale.ROOT).replace('-', '_'));
        URI model = URI.create(arguments[2]);
        Server server = new Server(threads.pool());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(asFelix()));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new SameBytes(
                Map.of("/which-color.json", copy(model.resolve("/which-color.json")), "/", copy(model.resolve("/")))));
        server.start();
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0); // whoever started it has gone
    }

    /** The settings Felix HTTP gives its connector. */
    private static HttpConfiguration asFelix() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(16 * 1024);
        configuration.setResponseHeaderSize(16 * 1024);
        configuration.setOutputBufferSize(24 * 1024);
        return configuration;
    }

    private static Answer copy(URI url) throws IOException, InterruptedException {
        HttpResponse<byte[]> original = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (original.statusCode() != 200) {
            throw new IllegalStateException(
                    url + " answered " + original.statusCode() + ", which is no answer to compare with");
        }
        List<HttpField> headers = original.headers().map().entrySet().stream()
                .filter(header -> !JETTYS_OWN.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(header -> header.getValue().stream().map(value -> new HttpField(header.getKey(), value)))
                .toList();
        return new Answer(headers, original.body());
    }

    private record Answer(List<HttpField> headers, byte[] body) {}

    private static final class SameBytes extends Handler.Abstract {
        private final Map<String, Answer> answers;

        SameBytes(Map<String, Answer> answers) {
            this.answers = new HashMap<>(answers);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Answer answer = answers.get(Request.getPathInContext(request));
            if (answer == null) {
                return false;
            }
            answer.headers().forEach(response.getHeaders()::add);
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
            return true;
        }
    }
}
