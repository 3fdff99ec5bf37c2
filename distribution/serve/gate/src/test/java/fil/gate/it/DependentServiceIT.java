package fil.gate.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A bundle stays, but its servlet comes and goes with a service of the bundle that is replaced. */
class DependentServiceIT {

    @TempDir
    Path cache;

    private House house;
    private Bundle source;

    @BeforeEach
    void start() throws Exception {
        house = new House(cache, Map.of("fil.gate.quiet", "2000", "fil.gate.wait", "15000"));
        house.gate();
        source = house.start("source", Jar.site("source", "1.0.0", "", Map.of("Site-Offers", "water")));
        house.start("site", Jar.site("site", "1.0.0", "/site/*", Map.of("Site-Needs", "water")));
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    @Test
    void updateOfWhatAServletDependsOnLosesNothing() throws Exception {
        try (Load load = Load.start(LoadPlan.of(house.at("")).asking("/site/a"))) {
            for (int i = 0; i < 5; i++) {
                source.update(Jar.site("source", "2.0." + i, "", Map.of("Site-Offers", "water")));
                TimeUnit.MILLISECONDS.sleep(200); // the load goes on between two updates; nothing is waited for
            }
            Report report = load.stop();
            System.getLogger("fil.gate").log(System.Logger.Level.INFO, report.text());
            assertEquals(Map.of(), report.failures());
        }
    }

    @Test
    void servletWhoseSourceIsStoppedForGoodIsMissedSoon() throws Exception {
        source.stop();
        assertEquals(404, house.get("/site/a").statusCode());
        source.start();
        assertEquals(200, house.get("/site/a").statusCode());
    }
}
