package fil.soak;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold between any two changes, asked from outside: of bin/fil, of the web, of the files. */
final class Truth {
    private static final Pattern LOADERS =
            Pattern.compile("(?m)^ *\\d+: +(\\d+) .*BundleWiringImpl\\$BundleClassLoader");
    private static final int SLACK = 4;
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The usual {@code http.leave}. */
    private static final Duration REQUESTS_LEAVE = Duration.ofSeconds(60);

    private final SoakInstallation site;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Truth(SoakInstallation site) {
        this.site = site;
    }

    /** @return the release that is permanent; exactly one is */
    String permanent() throws IOException {
        Ended versions = site.fil("versions").with(0);
        List<String> lines = versions.output()
                .lines()
                .filter(line -> line.contains("permanent"))
                .toList();
        Broken.unless(lines.size() == 1, "not exactly one release is permanent: " + versions);
        return lines.get(0).contains("1986.b") ? "1986.b" : "1986.a";
    }

    /** One release wholly, with its state, and nothing of another one. */
    void isWholly(String release) throws IOException {
        Broken.unless(permanent().equals(release), release + " should be permanent");
        String version = "1986.0.0." + release.substring(5);
        String bundles = bundles();
        for (String name : List.of("fil.fsm", "fil.templates")) {
            String found = bundle(bundles, name).group(2);
            Broken.unless(found.equals(version), name + " is " + found + " in " + release);
        }
        boolean old = release.equals("1986.a");
        String page = body("/");
        Broken.unless(page.contains(old ? "Hello #1" : "Hello #2"), release + " shows " + page);
        String colour = body("/which-color.json");
        Broken.unless(colour.matches("\\{\"color\":\"(olive|green|" + (old ? "lime" : "red") + ")\"}"), colour);
        stateIsKept();
        nothingIsLeft();
    }

    /** No class loader of a version that is gone is alive, once the requests that it may still answer are done with. */
    void noLoaderIsLeft() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            System.out.println("NOT CHECKED: class loaders; there is no " + jcmd);
            return;
        }
        String pid = Long.toString(site.process().pid());
        long end = System.nanoTime() + REQUESTS_LEAVE.toNanos();
        long allowed =
                bundles().lines().filter(line -> line.contains("|Active")).count() + SLACK;
        long alive = loaders(jcmd, pid);
        while (alive > allowed && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            alive = loaders(jcmd, pid);
        }
        if (alive > allowed) {
            Path dump = site.own().resolve("loaders.hprof");
            site.run(List.of(jcmd.toString(), pid, "GC.heap_dump", dump.toString()));
            throw new Broken(alive + " class loaders are alive, and not more than " + allowed + " should be: " + dump);
        }
    }

    /** Counted after a full collection. */
    private long loaders(Path jcmd, String pid) throws IOException {
        Ended histogram = site.run(List.of(jcmd.toString(), pid, "GC.class_histogram"));
        Matcher loaders = LOADERS.matcher(histogram.output());
        Broken.unless(loaders.find(), "no class loader is to be seen:\n" + histogram);
        return Long.parseLong(loaders.group(1));
    }

    /** Another user of the machine gets no answer from the control socket. */
    void nobodyElseIsListenedTo() throws IOException {
        if (!Files.isExecutable(SETPRIV) || !"root".equals(System.getProperty("user.name"))) {
            System.out.println("NOT CHECKED: another user; it takes root and " + SETPRIV);
            return;
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Ended ended = site.run(List.of(
                "sh",
                "-c",
                "cd \"$1\" && exec " + SETPRIV
                        + " --reuid=65534 --regid=65534 --clear-groups \"$2\" -cp bin/launcher.jar fil.launcher.Main ping",
                "sh",
                site.home().toString(),
                java));
        Broken.unless(ended.code() != 0 && !ended.output().contains("pong"), "another user was answered: " + ended);
    }

    /** Waits until a bundle runs in the version of a release again. */
    void comesBack(String name, String release) throws IOException {
        String version = "1986.0.0." + release.substring(5);
        Pattern line = Pattern.compile("\\|Active *\\| *\\d+\\|" + Pattern.quote(name + " (" + version + ")"));
        long end = System.nanoTime() + PATIENCE.toNanos();
        String bundles = bundles();
        while (!line.matcher(bundles).find()) {
            Broken.unless(System.nanoTime() < end, name + " " + version + " does not come back:\n" + bundles);
            bundles = bundles();
        }
    }

    /** The number of a bundle. */
    String id(String name) throws IOException {
        return bundle(bundles(), name).group(1);
    }

    private String bundles() throws IOException {
        return site.fil("eval", "felix:lb -s").with(0).output();
    }

    private static Matcher bundle(String bundles, String name) {
        Matcher line = Pattern.compile("(?m)^ *(\\d+)\\|Active *\\| *\\d+\\|" + Pattern.quote(name) + " \\((.*?)\\)")
                .matcher(bundles);
        Broken.unless(line.find(), name + " is not active:\n" + bundles);
        return line;
    }

    private void stateIsKept() throws IOException {
        try (Stream<Path> files = Files.list(site.home().resolve("state/fil.fsm"))) {
            List<Path> states =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            Broken.unless(!states.isEmpty(), "there is no state of the colours");
            for (Path state : states) {
                Broken.unless(Files.size(state) > 0, state + " is empty");
            }
        }
    }

    private void nothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(site.home().resolve("releases"))) {
            List<Path> left = files.filter(file -> file.getFileName().toString().startsWith(".unpack-"))
                    .toList();
            Broken.unless(left.isEmpty(), "left behind: " + left);
        }
        try (Stream<Path> files = Files.list(site.own())) {
            List<String> strange = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches("fil|output.*|fil-[a-z-]+\\.tar\\.gz"))
                    .toList();
            Broken.unless(strange.isEmpty(), "written outside the installation: " + strange);
        }
    }

    private String body(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(site.base().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            Broken.unless(answer.statusCode() == 200, path + " answered " + answer.statusCode());
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
