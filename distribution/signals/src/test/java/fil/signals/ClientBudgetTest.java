package fil.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientBudgetTest {
    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(longs = {16, 32, 64, 128, 247, 256, 512, 1_024, 4_096, 65_536})
    void allConnectionsTogetherTakeTwoThirdsOfTheHeap(long mebibytes) {
        ClientBudget budget = ClientBudget.of(mebibytes * MEBIBYTE, List.of());
        long sum = (long) budget.connections() * ClientBudget.CONNECTION;
        assertTrue(sum <= budget.heap() / 3 * 2, sum + " of " + budget.heap());
        assertTrue(sum > budget.heap() / 3 * 2 - ClientBudget.CONNECTION, "and no less than would fit");
    }

    @Test
    void fewerBuffersThanHeapLeaveRoomForFewerConnections() {
        ClientBudget budget = ClientBudget.of(
                256 * MEBIBYTE, List.of("-Xmx256m", "-XX:MaxDirectMemorySize=1g", "-XX:MaxDirectMemorySize=64M"));
        assertEquals(64 * MEBIBYTE, budget.buffers());
        assertTrue(budget.isBoundByBuffers());
        assertTrue((long) budget.connections() * ClientBudget.BUFFERS <= 56 * MEBIBYTE);
        assertFalse(ClientBudget.of(256 * MEBIBYTE, List.of("-XX:MaxDirectMemorySize=0"))
                .isBoundByBuffers());
    }

    @Test
    void usualHeapHasRoomForTheUsualConnections() {
        assertTrue(ClientBudget.of(256 * MEBIBYTE, List.of()).connections() >= 4_096);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4_096, 4_097, 20_000, 1_000_000})
    void heapThatIsAskedForHasRoom(int connections) {
        // Serial GC does not count the space that it copies to
        long counted = ClientBudget.heapFor(connections) * MEBIBYTE / 100 * 96;
        assertTrue(ClientBudget.of(counted, List.of()).connections() >= connections, counted + " for " + connections);
    }
}
