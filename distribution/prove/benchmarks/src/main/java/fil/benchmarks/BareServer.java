package fil.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A running {@link BareJetty} or another server in a process of its own. */
final class BareServer implements RunningServer {
    /** As bin/fil. */
    private static final List<String> HEAP = List.of("-Xms64m", "-Xmx256m", "-XX:GCTimeRatio=99");

    private final Process process;
    private final int port;
    private final double startedIn;

    private BareServer(Process process, int port) throws IOException {
        this.process = process;
        this.port = port;
        this.startedIn = Web.awaitAnswer(base());
    }

    static BareServer start(Path java, Threads threads, URI model) throws IOException, InterruptedException {
        return jetty(java, threads, RecordedAnswers.of(model).write());
    }

    static BareServer jetty(Path java, Threads threads, Path answers) throws IOException {
        return java(java, BareJetty.class, threads.name().toLowerCase(Locale.ROOT), answers.toString());
    }

    static BareServer tomcat(Path java, Path answers) throws IOException {
        return java(java, BareTomcat.class, answers.toString());
    }

    private static BareServer java(Path java, Class<?> main, String... arguments) throws IOException {
        int port = Commands.freePort();
        List<String> command = new ArrayList<>(List.of(Jdk.command(java)));
        command.addAll(HEAP);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), String.valueOf(port)));
        command.addAll(List.of(arguments));
        return of(command, port);
    }

    /** @param command it serves at that port, and ends when it is told to */
    static BareServer of(List<String> command, int port) throws IOException {
        return new BareServer(
                new ProcessBuilder(command)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start(),
                port);
    }

    @Override
    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public double startedIn() {
        return startedIn;
    }

    @Override
    public ServerProcess process() {
        return new ServerProcess(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
