package fil.benchmarks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What fil answered, for the servers beside it, which are to send the same headers and bytes. It is in a file, so that they need
 * not ask for it while their start is measured.
 *
 * @param byPath the answer to each path
 */
record RecordedAnswers(Map<String, Answer> byPath) {
    static final List<String> PATHS = List.of("/which-color.json", "/");
    private static final Set<String> THE_SERVERS_OWN = Set.of("date", "content-length", "connection", ":status");

    /** @param headers name and value in turn */
    record Answer(List<String> headers, byte[] body) {
        String type() {
            for (int i = 0; i < headers.size(); i += 2) {
                if (headers.get(i).equalsIgnoreCase("content-type")) {
                    return headers.get(i + 1);
                }
            }
            return "text/plain";
        }
    }

    static RecordedAnswers of(URI running) throws IOException, InterruptedException {
        Map<String, Answer> answers = new HashMap<>();
        for (String path : PATHS) {
            HttpResponse<byte[]> original = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(running.resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (original.statusCode() != 200) {
                throw new IllegalStateException(running.resolve(path) + " answered " + original.statusCode()
                        + ", which is no answer to compare with");
            }
            List<String> headers = new ArrayList<>();
            original.headers().map().forEach((name, values) -> {
                if (!THE_SERVERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> headers.addAll(List.of(name, value)));
                }
            });
            answers.put(path, new Answer(headers, original.body()));
        }
        return new RecordedAnswers(answers);
    }

    Path write() throws IOException {
        Path file = Files.createTempFile("fil-benchmark", ".answers");
        file.toFile().deleteOnExit();
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(byPath.size());
            for (Map.Entry<String, Answer> each : byPath.entrySet()) {
                out.writeUTF(each.getKey());
                out.writeUTF(String.join("\n", each.getValue().headers()));
                out.writeInt(each.getValue().body().length);
                out.write(each.getValue().body());
            }
        }
        return file;
    }

    static RecordedAnswers read(Path file) throws IOException {
        Map<String, Answer> answers = new HashMap<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            for (int left = in.readInt(); left > 0; left--) {
                answers.put(in.readUTF(), new Answer(List.of(in.readUTF().split("\n")), in.readNBytes(in.readInt())));
            }
        }
        return new RecordedAnswers(answers);
    }
}
