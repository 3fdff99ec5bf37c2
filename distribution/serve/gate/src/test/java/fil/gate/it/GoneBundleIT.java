package fil.gate.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What does not come back is not waited for. */
class GoneBundleIT {

    /** 400 ms, and what a machine that does much else takes; far below the wait. */
    private static final long QUICKLY = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    Path cache;

    private House house;
    private Bundle site;

    @BeforeEach
    void start() throws Exception {
        house = new House(cache, Map.of("fil.gate.wait", "60000"));
        house.gate();
        site = house.start("site", Jar.site("site", "1.0.0", "/site/*,/site.json", Map.of()));
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    @Test
    void bundleStoppedForGoodIsNoticedQuickly() throws Exception {
        house.get("/site/a");
        site.stop();
        long began = System.nanoTime();
        assertEquals(404, house.get("/site/a").statusCode());
        assertTrue(System.nanoTime() - began < QUICKLY, "noticed too late");
    }

    @Test
    void versionWithOtherPathsIsNotWaitedForLong() throws Exception {
        site.update(Jar.site("site", "4.0.0", "/site.json", Map.of()));
        long began = System.nanoTime();
        assertEquals("4.0.0 /site.json REQUEST", house.get("/site.json").body());
        assertEquals(404, house.get("/site/a").statusCode());
        assertTrue(System.nanoTime() - began < QUICKLY, "noticed too late");
    }
}
