package fil.benchmarks;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * What fil is compared with: Jetty without OSGi and without servlets, whose handler answers the same headers and bytes. Arguments:
 * port, thread mode, and the file with the answers.
 */
public final class BareJetty {
    private BareJetty() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Threads threads = Threads.valueOf(arguments[1].toUpperCase(Locale.ROOT).replace('-', '_'));
        Server server = new Server(threads.pool());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(asFelix()));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new SameBytes(RecordedAnswers.read(Path.of(arguments[2]))));
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

    private record Answer(List<HttpField> headers, byte[] body) {
        static Answer of(RecordedAnswers.Answer recorded) {
            List<HttpField> headers = new ArrayList<>();
            for (int i = 0; i < recorded.headers().size(); i += 2) {
                headers.add(new HttpField(
                        recorded.headers().get(i), recorded.headers().get(i + 1)));
            }
            return new Answer(List.copyOf(headers), recorded.body());
        }
    }

    private static final class SameBytes extends Handler.Abstract {
        private final Map<String, Answer> answers = new HashMap<>();

        SameBytes(RecordedAnswers recorded) {
            recorded.byPath().forEach((path, answer) -> answers.put(path, Answer.of(answer)));
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
