package fil.once;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Clients that ask all the time, from a seed, and the judgement on what became of each of their requests. */
public final class Once implements AutoCloseable {
    private static final int LONGEST_HALF_MS = 800;

    private record Outcome(Asked asked, Told told) {}

    private final URI base;
    private final List<String> paths;
    private final Path executions;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ended;

    private Once(URI base, List<String> paths, Path executions) {
        this.base = base;
        this.paths = paths;
        this.executions = executions;
    }

    /**
     * Starts them.
     *
     * @param base where the server is
     * @param paths of the {@link CountingBundle}s, and no others
     * @param executions what these write
     * @param clients how many at once
     * @param seed of all that they do
     */
    public static Once start(URI base, List<String> paths, Path executions, int clients, long seed) {
        Once once = new Once(base, paths, executions);
        for (int i = 0; i < clients; i++) {
            String name = "c" + Long.toHexString(seed) + "-" + i;
            Random random = new Random(seed * 31 + i);
            Thread thread = new Thread(() -> once.ask(name, random), "once-" + i);
            thread.start();
            once.clients.add(thread);
        }
        Thread unfinished = new Thread(() -> once.begin("h" + Long.toHexString(seed), new Random(seed)), "once-half");
        unfinished.start();
        once.clients.add(unfinished);
        return once;
    }

    /** One client after the other that never finishes the head of its request. */
    private void begin(String name, Random random) {
        for (int i = 0; !ended; i++) {
            String path = paths.get(random.nextInt(paths.size()));
            Asked half = Asked.of(path, name + "-" + i, true, random);
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
                socket.getOutputStream().write(half.bytes(), 0, 1 + random.nextInt(half.headLength() - 1));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_HALF_MS));
            } catch (IOException e) {
                broken.add(half.id() + ": " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            outcomes.add(new Outcome(half, Told.UNFINISHED));
        }
    }

    private void ask(String name, Random random) {
        for (int i = 0; !ended; i++) {
            RawExchange conversation = new RawExchange(base, paths, name + "-" + i, new Random(random.nextLong()));
            try {
                List<Told> told = conversation.hold();
                note(conversation.asked(), told);
            } catch (IOException e) {
                broken.add(name + "-" + i + ": " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void note(List<Asked> asked, List<Told> told) {
        if (told.remove(Told.UNASKED)) {
            broken.add(asked.get(0).id() + ": more was answered than was asked");
        }
        for (int i = 0; i < asked.size(); i++) {
            outcomes.add(new Outcome(asked.get(i), i < told.size() ? told.get(i) : behind(told)));
        }
    }

    private static Told behind(List<Told> told) {
        return told.get(told.size() - 1).status() > 0 ? Told.REFUSED : Told.NOTHING;
    }

    /**
     * Ends the clients, when what they have asked was answered.
     *
     * @return what must not have happened; nothing is well
     */
    public List<String> violations() throws IOException {
        close();
        Map<String, Integer> times = executed();
        List<String> violations = new ArrayList<>(broken);
        for (Outcome outcome : outcomes) {
            String wrong = judged(
                    outcome.asked(),
                    outcome.told(),
                    times.getOrDefault(outcome.asked().id(), 0));
            if (!wrong.isEmpty()) {
                violations.add(outcome.asked().id() + ": " + wrong + ", " + outcome.told());
            }
        }
        return violations;
    }

    private static String judged(Asked asked, Told told, int times) {
        if (times > 1) {
            return "was carried out " + times + " times";
        }
        return switch (told.status()) {
            case 200 ->
                times == 0
                        ? "was answered and not carried out"
                        : told.own() && told.once().equals(asked.id())
                                ? sameBody(asked, told)
                                : "has the answer of another";
            case 503 -> times == 0 ? "" : "was carried out behind a 503";
            case -3 -> times == 0 ? "" : "was carried out, though the answer before it said that it will not be";
            case -4 -> times == 0 ? "" : "was carried out, though its head was never finished";
            case 0, -1 -> "";
            default -> "was answered " + told.status();
        };
    }

    private static String sameBody(Asked asked, Told told) {
        return told.body().equals(asked.sum()) ? "" : "came with another body, of " + asked.sum();
    }

    /** Those that were carried out, and whose clients were not told so: their connection was closed. */
    public List<String> lost() throws IOException {
        Map<String, Integer> times = executed();
        return outcomes.stream()
                .filter(it -> it.told().status() == 0 || it.told().status() == -1)
                .map(it -> it.asked().id())
                .filter(times::containsKey)
                .toList();
    }

    private Map<String, Integer> executed() throws IOException {
        Map<String, Integer> times = new HashMap<>();
        if (Files.exists(executions)) {
            try (Stream<String> lines = Files.lines(executions)) {
                lines.forEach(line -> times.merge(line.split(" ")[0], 1, Integer::sum));
            }
        }
        return times;
    }

    /** How many requests had which end, for a report. */
    public Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new HashMap<>();
        outcomes.forEach(it -> counts.merge(it.told().status(), 1L, Long::sum));
        return counts;
    }

    /** When the last of what they have asked was answered. */
    @Override
    public void close() {
        ended = true;
        try {
            for (Thread client : clients) {
                client.join(TimeUnit.MINUTES.toMillis(3));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
