package fil.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The servers that are measured beside each other; those that are not on this machine are left out. */
enum Peer {
    FIL("fil") {
        @Override
        RunningServer start(BenchmarkSettings settings, Path java, Path answers)
                throws IOException, InterruptedException {
            return BenchmarkInstallation.unpack(settings, java).start();
        }
    },
    JETTY("bare Jetty") {
        @Override
        RunningServer start(BenchmarkSettings settings, Path java, Path answers) throws IOException {
            return BareServer.jetty(java, Threads.of(new Properties(), Jdk.feature(java)), answers);
        }
    },
    TOMCAT("Tomcat") {
        @Override
        RunningServer start(BenchmarkSettings settings, Path java, Path answers) throws IOException {
            return BareServer.tomcat(java, answers);
        }
    },
    NGINX("nginx, files") {
        @Override
        boolean isHere() {
            return NginxServer.command().isPresent();
        }

        @Override
        RunningServer start(BenchmarkSettings settings, Path java, Path answers) throws IOException {
            return NginxServer.start(answers);
        }
    };

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isHere() {
        return true;
    }

    /** @return it has answered once */
    abstract RunningServer start(BenchmarkSettings settings, Path java, Path answers)
            throws IOException, InterruptedException;

    static List<Peer> here() {
        return Stream.of(values()).filter(Peer::isHere).toList();
    }

    /** Where a program is, as a shell would find it, or an administrator's. */
    static Optional<Path> program(String name) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
