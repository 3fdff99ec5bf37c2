package fil.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** nginx as one process, with the same bytes from files. */
final class NginxServer {
    private static final String CONF = """
            daemon off;
            master_process off;
            error_log stderr crit;
            pid %1$s/pid;
            events { worker_connections 1024; }
            http {
              access_log off;
              keepalive_requests 100000000;
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
              server {
                listen 127.0.0.1:%2$d;
                root %1$s;
            %3$s  }
            }
            """;

    private NginxServer() {}

    static Optional<Path> command() {
        return Peer.program("nginx");
    }

    static BareServer start(Path answers) throws IOException {
        Path folder = Files.createTempDirectory("fil-benchmark-nginx");
        int port = Commands.freePort();
        StringBuilder locations = new StringBuilder();
        int number = 0;
        for (Map.Entry<String, RecordedAnswers.Answer> each :
                RecordedAnswers.read(answers).byPath().entrySet()) {
            String file = "answer" + number++;
            Files.write(folder.resolve(file), each.getValue().body());
            locations.append("    location = %s { try_files /%s =404; default_type '%s';%s }%n"
                    .formatted(each.getKey(), file, each.getValue().type(), added(each.getValue())));
        }
        Path conf = folder.resolve("nginx.conf");
        Files.writeString(conf, CONF.formatted(folder, port, locations));
        return BareServer.of(
                List.of(command().orElseThrow().toString(), "-p", folder.toString(), "-c", conf.toString()), port);
    }

    private static String added(RecordedAnswers.Answer answer) {
        StringBuilder added = new StringBuilder();
        List<String> headers = answer.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            if (!headers.get(i).equalsIgnoreCase("content-type")) {
                added.append(" add_header %s \"%s\";"
                        .formatted(headers.get(i), headers.get(i + 1).replace("\"", "\\\"")));
            }
        }
        return added.toString();
    }
}
