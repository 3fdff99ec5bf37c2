package fil.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Served;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked. */
class ClientProbesTest {
    @Test
    void patternsThatNameAPathAreAskedAndOthersAreNot() {
        assertEquals(Optional.of("/"), ClientProbes.path(""));
        assertEquals(Optional.of("/shop"), ClientProbes.path("/shop"));
        assertEquals(Optional.of("/files/"), ClientProbes.path("/files/*"));
        assertEquals(Optional.empty(), ClientProbes.path("*.jsp"));
        assertEquals(Optional.empty(), ClientProbes.path("/a b"));
        assertEquals(Optional.empty(), ClientProbes.path("/x\r\nHost: y"));
    }

    @Test
    void whatChangesIsAskedFirstAndNotMoreThanThirtyTwo() {
        Set<Served> served = IntStream.range(0, 100)
                .mapToObj(i -> new Served(Kind.PATH, "/" + i, i == 99 ? "changed" : "other", ""))
                .collect(Collectors.toSet());
        List<String> paths = ClientProbes.paths(served, Set.of("changed"));
        assertEquals(32, paths.size());
        assertEquals("/99", paths.get(0));
    }
}
