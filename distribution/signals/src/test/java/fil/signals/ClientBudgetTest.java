package fil.signals;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientBudgetTest {
    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(longs = {16, 32, 64, 128, 247, 256, 512, 1_024, 4_096, 65_536})
    void allConnectionsTogetherTakeTwoThirdsOfTheHeap(long mebibytes) {
        ClientBudget budget = new ClientBudget(mebibytes * MEBIBYTE);
        long sum = (long) budget.connections() * ClientBudget.CONNECTION;
        assertTrue(sum <= budget.heap() / 3 * 2, sum + " of " + budget.heap());
        assertTrue(sum > budget.heap() / 3 * 2 - ClientBudget.CONNECTION, "and no less than would fit");
    }

    @Test
    void usualHeapHasRoomForTheUsualConnections() {
        assertTrue(new ClientBudget(256 * MEBIBYTE).connections() >= 4_096);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4_096, 4_097, 20_000, 1_000_000})
    void heapThatIsAskedForHasRoom(int connections) {
        // Serial GC does not count the space that it copies to
        long counted = ClientBudget.heapFor(connections) * MEBIBYTE / 100 * 96;
        assertTrue(new ClientBudget(counted).connections() >= connections, counted + " for " + connections);
    }
}
