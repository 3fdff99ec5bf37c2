package fil.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(2);
    private final CountDownLatch accepts = new CountDownLatch(1);

    private Thread acceptor() {
        Thread acceptor = new Thread(() -> {
            try {
                places.await();
                accepts.countDown();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        acceptor.start();
        return acceptor;
    }

    private void takeAll() throws Exception {
        for (int i = 0; i < 2; i++) {
            places.await();
            places.take();
        }
    }

    @Test
    void acceptorWaitsUntilOneHasLeft() throws Exception {
        takeAll();
        acceptor();
        assertFalse(accepts.await(100, TimeUnit.MILLISECONDS));
        try (SocketChannel left = SocketChannel.open()) {
            places.onClosed(left);
        }
        assertTrue(accepts.await(60, TimeUnit.SECONDS));
    }

    @Test
    void placesAreScarceFromNineTenthsOn() throws Exception {
        Places twenty = new Places(20);
        for (int i = 0; i < 18; i++) {
            twenty.take();
        }
        assertEquals(0, twenty.scarce());
        twenty.take();
        assertEquals(1, twenty.scarce());
        twenty.take();
        assertEquals(10, twenty.scarce());
    }

    @Test
    void oneThatCameToNothingTakesNoPlace() throws Exception {
        takeAll();
        try (SocketChannel failed = SocketChannel.open()) {
            places.onAcceptFailed(failed, new IllegalStateException("too many"));
        }
        acceptor();
        assertTrue(accepts.await(60, TimeUnit.SECONDS));
    }

    @Test
    void acceptorThatWaitsCanBeEnded() throws Exception {
        takeAll();
        Thread acceptor = acceptor();
        acceptor.interrupt();
        acceptor.join(10_000);
        assertFalse(acceptor.isAlive());
        assertFalse(accepts.await(0, TimeUnit.SECONDS));
    }
}
