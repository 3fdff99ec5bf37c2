package fil.gate.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Felix HTTP Jetty is replaced in place under a constant load: nothing is refused, reset or lost. One of the two bundles that
 * serve is refreshed with it, as it requires what Jetty provides.
 */
class ReplacedServerIT {

    private static final int TIMES = 6;
    private static final String TIED = "osgi.implementation;filter:=\"(osgi.implementation=osgi.http)\"";

    @TempDir
    Path cache;

    private House house;
    private Bundle jetty;

    @BeforeEach
    void start() throws Exception {
        house = House.withHeldSocket(cache, House.freePort(), Map.of());
        house.start("site", Jar.site("site", "1.0.0", "/site/*", Map.of("Site-Filter", "/site/*")));
        house.start("tied", Jar.site("tied", "1.0.0", "/tied/*", Map.of("Require-Capability", TIED)));
        jetty = house.bundle("org.apache.felix.http.jetty12");
        await().atMost(Duration.ofSeconds(60)).until(() -> house.get("/site/a").statusCode() == 200);
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    private LoadPlan plan() {
        return LoadPlan.of(house.at("")).asking("/site/a", "/tied/b?c=d%20e");
    }

    private void update() throws Exception {
        try (InputStream jar = House.open(Path.of("target", "bundles", "org.apache.felix.http.jetty12.jar"))) {
            jetty.update(jar);
        }
    }

    private void refresh() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        house.framework().adapt(FrameworkWiring.class).refreshBundles(List.of(jetty), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        if (!done.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the refresh did not end");
        }
    }

    private void underLoad(LoadPlan plan, Callable change) throws Exception {
        try (Load load = Load.start(plan)) {
            for (int i = 0; i < TIMES; i++) {
                TimeUnit.MILLISECONDS.sleep(300); // the load goes on between two changes; nothing is waited for
                change.call();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> house.get("/site/a").statusCode() == 200);
            }
            Report report = load.stop();
            System.getLogger("fil.gate").log(System.Logger.Level.INFO, report.text());
            assertEquals(Map.of(), report.failures());
        }
    }

    private interface Callable {
        void call() throws Exception;
    }

    @Test
    void updateAndRefreshLoseNothing() throws Exception {
        underLoad(plan(), () -> {
            update();
            refresh();
        });
    }

    @Test
    void updateAndRefreshLoseNothingOnFreshConnections() throws Exception {
        underLoad(plan().withFreshConnections(), () -> {
            update();
            refresh();
        });
    }

    @Test
    void updateWithoutARefreshIsCompleted() throws Exception {
        underLoad(plan(), this::update);
    }

    @Test
    void stopAndStartLoseNothing() throws Exception {
        underLoad(plan(), () -> {
            jetty.stop();
            jetty.start();
        });
    }

    @Test
    void slowRequestInFlightIsFinished() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = house.ask("/site/slow?ms=1200");
        await().atMost(Duration.ofSeconds(60)).until(() -> house.statistic("inside") > 0);
        jetty.stop();
        assertEquals("Last[version=1.0.0]", slow.get(10, TimeUnit.SECONDS).body());
        jetty.start();
        assertEquals(200, house.get("/site/a").statusCode());
    }
}
