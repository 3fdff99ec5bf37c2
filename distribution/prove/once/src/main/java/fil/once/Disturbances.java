package fil.once;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces what serves, several parts at the same time, through bin/fil as operators in a hurry do; whoever comes second may be refused. */
public final class Disturbances {
    private static final Pattern LINE = Pattern.compile("(?m)^ *(\\d+)\\|[^|]*\\|[^|]*\\|([^ ]+) \\(");
    private static final int MOST = 4;
    private static final int REFUSED = 13;
    private static final String JETTY = "org.apache.felix.http.jetty12";

    /** bin/fil of an installation. */
    public interface Fil {
        /**
         * Runs it to its end.
         *
         * @param words its arguments
         * @return how it ended
         */
        Ended run(String... words) throws IOException;
    }

    /**
     * How bin/fil ended.
     *
     * @param code its exit code
     * @param output what it printed
     */
    public record Ended(int code, String output) {}

    private final Fil fil;
    private final Random random;
    private final Path jars;
    private final List<CountingBundle> counting;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Path> files = new HashMap<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private int versions = 1;

    /**
     * What it replaces is there, and the counting bundles are installed by this.
     *
     * @param bundles the folder of the installation with the jars of its bundles
     * @param jars a folder for the jars of the counting ones
     */
    public Disturbances(Fil fil, Path bundles, Path jars, List<CountingBundle> counting, Random random)
            throws IOException {
        this.fil = fil;
        this.jars = jars;
        this.counting = counting;
        this.random = random;
        for (CountingBundle one : counting) {
            run("eval", "felix:start " + next(one));
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(bundles, "*.jar")) {
            for (Path file : all) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    String name = jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
                    files.put(name == null ? "" : name.split(";")[0], file);
                }
            }
        }
        Matcher line = LINE.matcher(fil.run("eval", "felix:lb -s").output());
        while (line.find()) {
            ids.put(line.group(2), line.group(1));
        }
        for (CountingBundle one : counting) {
            if (!ids.containsKey(one.name())) {
                throw new IOException(one.name() + " was not installed: " + failed);
            }
        }
    }

    private String next(CountingBundle bundle) throws IOException {
        versions++;
        Path jar = bundle.write(jars.resolve(bundle.name() + "-" + versions + ".jar"), "1.0." + versions);
        return "'" + jar.toUri() + "'"; // the shell takes no %20 outside of quotes
    }

    /**
     * Some of them, all at once; returns when all have ended.
     *
     * @param more what else may be among them, as arguments of bin/fil
     * @return which, and how each ended
     */
    public String together(List<String[]> more) throws IOException, InterruptedException {
        List<String[]> all = new ArrayList<>(more);
        all.add(new String[] {"eval", "felix:refresh " + ids.get(JETTY)});
        all.add(again(JETTY));
        all.add(new String[] {"eval", "felix:refresh " + ids.get("org.apache.felix.http.servlet-api")});
        all.add(again("fil.gate"));
        all.add(again("fil.web"));
        for (CountingBundle one : counting) {
            all.add(new String[] {"eval", "felix:update " + ids.get(one.name()) + " " + next(one)});
        }
        Collections.shuffle(all, random);
        List<String[]> chosen = all.subList(0, 2 + random.nextInt(MOST - 1));
        Queue<String> ended = new ConcurrentLinkedQueue<>();
        List<Thread> threads =
                chosen.stream().map(it -> new Thread(() -> ended.add(run(it)))).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return ended.toString();
    }

    /** Those that failed; not those that were refused as another one ran. */
    public List<String> failed() {
        return List.copyOf(failed);
    }

    /** With the same bytes. */
    private String[] again(String name) {
        return new String[] {
            "eval", "felix:update " + ids.get(name) + " '" + files.get(name).toUri() + "'"
        };
    }

    private String run(String... words) {
        String command = String.join(" ", words);
        try {
            Ended ended = fil.run(words);
            if (ended.code() != 0 && ended.code() != REFUSED) {
                failed.add(command + " -> " + ended.code() + " " + ended.output());
            }
            return command + " -> " + ended.code();
        } catch (IOException e) {
            failed.add(command + ": " + e);
            return command + ": " + e;
        }
    }
}
