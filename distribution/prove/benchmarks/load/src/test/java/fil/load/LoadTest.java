package fil.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadTest {
    private static final int ENOUGH = 200;

    @Test
    void legalAnswersAreNoFailures() throws Exception {
        Report report = load(path -> SmallServer.ok("{\"color\":\"olive\"}"), colour -> colour);
        assertEquals(0, report.failed(), report.text());
        assertTrue(report.answered() >= ENOUGH, report.text());
        assertTrue(
                report.latency().max() >= report.latency().p50()
                        && report.latency().p50() > 0,
                report.text());
    }

    @Test
    void freshConnectionsAreServedToo() throws Exception {
        Report report = load(
                path -> "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"color\":\"olive\"}",
                LoadPlan::withFreshConnections);
        assertEquals(0, report.failed(), report.text());
    }

    @Test
    void failuresAreCountedByKind() throws Exception {
        assertFails("status 503", path -> "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
        assertFails("body", path -> SmallServer.ok("{\"color\":\"pink\"}"));
        assertFails("eof", path -> "");
        assertFails("truncated", path -> "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{");
        assertFails("not HTTP", path -> "SSH-2.0\r\n");
        assertFails("timeout", path -> "HTTP/1.1 200 OK\r\n");
    }

    @Test
    void refusedConnectionsAreCounted() throws Exception {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        try (Load load = Load.start(LoadPlan.of(nobody))) {
            Report report = load.lap();
            while (report.sent() == 0) {
                report = load.lap();
            }
            assertEquals(report.sent(), report.failures().get("refused"), report.text());
        }
    }

    @Test
    void aPoliteCloseIsNoFailure() throws Exception {
        Report report = load(
                path -> "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 17\r\n\r\n{\"color\":\"olive\"}",
                colour -> colour);
        assertEquals(0, report.failed(), report.text());
        assertTrue(report.closedPolitely() >= ENOUGH, report.text());
    }

    @Test
    void latencyCountsFromWhenARequestWasDue() throws Exception {
        CountDownLatch stall = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Report report = load(
                path -> {
                    if (asked.incrementAndGet() == 10) {
                        wait(stall);
                    }
                    return SmallServer.ok("{\"color\":\"olive\"}");
                },
                colour -> colour.over(1));
        assertEquals(0, report.failed(), report.text());
        assertTrue(report.latency().p50() > 10, "most requests had to wait for the one that stalled: " + report.text());
        assertTrue(report.longestGap() > 200, report.text());
    }

    @Test
    void anOldAnswerAfterANewOneIsMixed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Function<String, String> flapping = path ->
                SmallServer.ok(asked.incrementAndGet() % 2 == 0 ? "{\"color\":\"lime\"}" : "{\"color\":\"red\"}");
        try (SmallServer server = SmallServer.start(flapping);
                LoadProcess load = LoadProcess.start(colour(server))) {
            load.changing("1986.b");
            awaitAnswers(asked);
            assertTrue(load.lap().mixed() > 0);
            load.changing("1986.c");
            assertTrue(load.stop().releases().containsKey("1986.a"));
        }
    }

    @Test
    void oneCutOverIsNotMixed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Function<String, String> changing = path ->
                SmallServer.ok(asked.incrementAndGet() < ENOUGH / 2 ? "{\"color\":\"lime\"}" : "{\"color\":\"red\"}");
        try (SmallServer server = SmallServer.start(changing);
                LoadProcess load = LoadProcess.start(colour(server).over(1))) {
            load.changing("1986.b");
            awaitAnswers(asked);
            Report report = load.stop();
            assertEquals(0, report.mixed(), report.text());
            assertEquals(2, report.releases().size(), report.text());
        }
    }

    private static void assertFails(String kind, Function<String, String> answers) throws Exception {
        Report report =
                load(answers, colour -> colour.givingUpAfter(Duration.ofMillis("timeout".equals(kind) ? 50 : 5_000)));
        assertEquals(report.sent(), report.failures().getOrDefault(kind, 0L), report.text());
        assertTrue(report.examples().get(0).startsWith(kind), report.text());
    }

    private static Report load(Function<String, String> answers, Function<LoadPlan, LoadPlan> change)
            throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (SmallServer server = SmallServer.start(path -> {
                    asked.incrementAndGet();
                    return answers.apply(path);
                });
                Load load = Load.start(change.apply(colour(server)))) {
            awaitAnswers(asked);
            return load.stop();
        }
    }

    private static void awaitAnswers(AtomicInteger asked) {
        while (asked.get() < ENOUGH + 16) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static LoadPlan colour(SmallServer server) {
        return LoadPlan.of(server.base()).asking("/which-color.json");
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertEquals(false, latch.await(250, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
