package fil.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UnderWayTest {
    private static final int TIMES = 20_000;

    @Test
    void oneThatComesToAClosedBundleIsNeverSeenToHaveGoneIn() {
        Owner open = new Owner(1);
        Owner closed = new Owner(2);
        closed.close(Optional.empty());
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Void> comes = CompletableFuture.runAsync(() -> {
            while (goesOn.get()) {
                UnderWay request = request();
                assertSame(closed, request.enter(open, closed));
                assertFalse(request.isIn());
            }
        });
        long seen = 0;
        for (int i = 0; i < TIMES && !comes.isDone(); i++) {
            seen += closed.underWay().stream().filter(it -> it.isIn(closed)).count();
            seen += open.underWay().stream().filter(UnderWay::isIn).count();
        }
        goesOn.set(false);
        comes.join();
        assertEquals(0, seen);
    }

    @Test
    void oneThatIsInElsewhereIsNotInWhatIsClosed() {
        Owner open = new Owner(1);
        Owner closed = new Owner(2);
        UnderWay request = request();
        assertEquals(null, request.enter(open));
        closed.close(Optional.empty());
        assertSame(closed, request.enter(open, closed));
        assertTrue(request.isIn(open));
        assertFalse(request.isIn(closed));
        request.leave();
        assertFalse(request.isIn());
    }

    private static UnderWay request() {
        return UnderWay.of(empty(HttpServletRequest.class), empty(HttpServletResponse.class));
    }

    private static <T> T empty(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
    }
}
