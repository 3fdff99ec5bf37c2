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
class RequestsTest {
    @Test
    void patternsThatNameAPathAreAskedAndOthersAreNot() {
        assertEquals(Optional.of("/"), Requests.path(""));
        assertEquals(Optional.of("/shop"), Requests.path("/shop"));
        assertEquals(Optional.of("/files/"), Requests.path("/files/*"));
        assertEquals(Optional.empty(), Requests.path("*.jsp"));
        assertEquals(Optional.empty(), Requests.path("/a b"));
        assertEquals(Optional.empty(), Requests.path("/x\r\nHost: y"));
    }

    @Test
    void whatChangesIsAskedFirstAndNotMoreThanThirtyTwo() {
        Set<Served> served = IntStream.range(0, 100)
                .mapToObj(i -> new Served(Kind.PATH, "/" + i, i == 99 ? "changed" : "other", ""))
                .collect(Collectors.toSet());
        List<String> paths = Requests.paths(served, Set.of("changed"));
        assertEquals(32, paths.size());
        assertEquals("/99", paths.get(0));
    }
}
