package fil.gate.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

/** No request to a bundle is lost while that bundle is replaced, by whichever means, under a constant load. */
class ReplacedBundleIT {

    private static final int TIMES = 5;

    @TempDir
    Path cache;

    private House house;
    private Bundle site;

    @BeforeEach
    void start() throws Exception {
        // the machine of the tests does much else: a bundle that is started by hand may come late
        house = new House(cache, Map.of("fil.gate.quiet", "8000", "fil.gate.wait", "15000"));
        house.gate();
        site = house.start("site", jar("1.0.0"));
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    private static InputStream jar(String version) {
        return Jar.site("site", version, "/site/*,/site.json", Map.of("Site-Filter", "/site/*"));
    }

    private interface Change {
        void make(int number) throws Exception;
    }

    private Report underLoad(LoadPlan plan, Change change) throws Exception {
        try (Load load = Load.start(plan)) {
            for (int i = 0; i < TIMES; i++) {
                change.make(i);
                TimeUnit.MILLISECONDS.sleep(200); // the load goes on between two changes; nothing is waited for
            }
            Report report = load.stop();
            System.getLogger("fil.gate").log(System.Logger.Level.INFO, report.text());
            return report;
        }
    }

    private LoadPlan plan() {
        return LoadPlan.of(house.at("")).asking("/site/a", "/site.json", "/site/b?c=d%20e");
    }

    @Test
    void updateLosesNothing() throws Exception {
        Report report = underLoad(plan(), i -> site.update(jar("2.0." + i)));
        assertEquals(Map.of(), report.failures());
        assertEquals("2.0.4 /site/a REQUEST", house.get("/site/a").body());
        assertEquals(
                "2.0.4", house.get("/site/a").headers().firstValue("X-Stamp").orElse("none"));
    }

    /** The proof that the tests above and below can fail. */
    @Test
    void withoutTheGateAnUpdateLosesRequests() throws Exception {
        house.framework()
                .getBundleContext()
                .getBundle(House.gateJar().toUri().toString())
                .stop();
        assertTrue(
                underLoad(plan(), i -> site.update(jar("2.0." + i))).failed() > 0,
                "nothing was lost: the load proves nothing");
    }

    @Test
    void updateLosesNothingOnFreshConnections() throws Exception {
        Report report = underLoad(plan().withFreshConnections(), i -> site.update(jar("2.0." + i)));
        assertEquals(Map.of(), report.failures());
    }

    @Test
    void refreshLosesNothing() throws Exception {
        Report report = underLoad(plan(), i -> refresh(List.of(site)));
        assertEquals(Map.of(), report.failures());
    }

    @Test
    void stopUpdateStartLosesNothing() throws Exception {
        Report report = underLoad(plan(), i -> {
            site.stop();
            site.update(jar("2.0." + i));
            site.start();
        });
        assertEquals(Map.of(), report.failures());
    }

    @Test
    void uninstallAndInstallAnewLosesNothing() throws Exception {
        Report report = underLoad(plan(), i -> {
            site.uninstall();
            site = house.start("site" + i, jar("3.0." + i));
        });
        assertEquals(Map.of(), report.failures());
    }

    private void refresh(List<Bundle> bundles) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        house.framework().adapt(FrameworkWiring.class).refreshBundles(bundles, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        assertTrue(done.await(60, TimeUnit.SECONDS), "the refresh did not end");
    }
}
