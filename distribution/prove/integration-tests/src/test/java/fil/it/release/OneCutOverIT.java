package fil.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.KeptConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Colours and page of one release become visible together: one client, one connection, both URLs in turn. */
class OneCutOverIT {
    private static final int ROUNDS = 4;
    private static final Map<String, String> RELEASES = Map.of(
            "lime", Archives.A, "red", Archives.B, "<h3>Hello #1</h3>", Archives.A, "<h3>Hello #2</h3>", Archives.B);

    /** The releases that the client saw, without repetitions; how often each mark of one was seen. */
    private record Seen(List<String> releases, Map<String, Integer> marks) {}

    @Test
    void whoHasSeenTheNewReleaseNeverSeesTheOldOneAgain() throws IOException {
        try (Installation installation =
                Installation.of(Archives.A).cycle(Duration.ofMillis(90)).start()) {
            installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
            AtomicBoolean goesOn = new AtomicBoolean(true);
            CompletableFuture<Seen> seen = CompletableFuture.supplyAsync(() -> alternate(installation.port(), goesOn));
            List<String> expected = new ArrayList<>(List.of(Archives.A));
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    installation.fil("upgrade", Archives.B).ends(0);
                    installation.fil("downgrade").ends(0);
                    expected.addAll(List.of(Archives.B, Archives.A));
                }
            } finally {
                goesOn.set(false);
            }
            assertEquals(expected, seen.join().releases());
            RELEASES.keySet()
                    .forEach(mark -> assertTrue(
                            seen.join().marks().getOrDefault(mark, 0) > 0, () -> mark + " in " + seen.join()));
        }
    }

    private static Seen alternate(int port, AtomicBoolean goesOn) {
        List<String> releases = new ArrayList<>();
        Map<String, Integer> marks = new TreeMap<>();
        try (KeptConnection connection = new KeptConnection(port)) {
            while (goesOn.get()) {
                for (String path : List.of("/which-color.json", "/")) {
                    String body = connection.get(path);
                    RELEASES.keySet().stream().filter(body::contains).forEach(mark -> {
                        marks.merge(mark, 1, Integer::sum);
                        if (releases.isEmpty()
                                || !releases.get(releases.size() - 1).equals(RELEASES.get(mark))) {
                            releases.add(RELEASES.get(mark));
                        }
                    });
                }
            }
            return new Seen(releases, marks);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
