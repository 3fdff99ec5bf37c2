package fil.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A running {@link BareJetty} in a process of its own. */
final class BareServer implements AutoCloseable {
    /** As bin/fil. */
    private static final List<String> HEAP = List.of("-Xms64m", "-Xmx256m", "-XX:GCTimeRatio=99");

    private final Process process;
    private final int port;

    private BareServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static BareServer start(Path java, Threads threads, URI model) throws IOException, InterruptedException {
        int port = Commands.freePort();
        List<String> command = new ArrayList<>(List.of(Jdk.command(java)));
        command.addAll(HEAP);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BareJetty.class.getName(),
                String.valueOf(port),
                threads.name().toLowerCase(Locale.ROOT),
                model.toString()));
        BareServer server = new BareServer(
                new ProcessBuilder(command)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start(),
                port);
        Web.awaitAnswer(server.base());
        return server;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    ServerProcess process() {
        return new ServerProcess(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
