package fil.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestFelix;
import fil.kit.TestJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;

/** Clients are let in while the framework still starts: what waits for its end, and for which guards all wait. */
class RestOfStartTest {
    private static final long PAGE = 7;

    @TempDir
    Path cache;

    private final Registry registry = new Registry(() -> {}, bundle -> {});
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);

    private static final class Waits implements WaitingRequest {
        private final AtomicBoolean released = new AtomicBoolean();

        @Override
        public void release() {
            released.set(true);
        }

        @Override
        public void giveBack() {
            throw new AssertionError("no server goes");
        }
    }

    private List<Long> serving(String path) {
        return Stream.of(registry.serving(path)).map(Owner::bundle).toList();
    }

    @Test
    void whatNobodyAnswersByItsVeryPathWaitsForTheEndOfTheStart() throws Exception {
        registry.put(
                1,
                Registration.of(
                        PAGE,
                        "page",
                        Map.of(
                                Constants.OBJECTCLASS,
                                new String[] {"jakarta.servlet.Servlet"},
                                Constants.SERVICE_ID,
                                1L,
                                "osgi.http.whiteboard.servlet.pattern",
                                new String[] {"", "/colour", "/files/*", "/"})));
        AtomicBoolean ready = new AtomicBoolean();
        RestOfStart rest = new RestOfStart(registry, ready::get, clock);
        rest.begin();
        assertEquals(List.of(PAGE), serving("/colour"));
        assertEquals(List.of(PAGE), serving("/"));
        assertEquals(List.of(0L, PAGE), serving("/files/a"));
        assertEquals(List.of(0L, PAGE), serving("/health"));
        Waits waits = new Waits();
        assertTrue(registry.owner(0).park(waits));
        rest.frameworkEvent(new FrameworkEvent(FrameworkEvent.STARTED, bundle(), null));
        assertFalse(waits.released.get());
        ready.set(true);
        clock.schedule(() -> {}, 1, TimeUnit.SECONDS).get();
        assertTrue(waits.released.get());
        assertEquals(List.of(PAGE), serving("/health"));
        assertFalse(registry.owner(0).closed());
        clock.shutdownNow();
    }

    private Bundle bundle() throws Exception {
        try (TestFelix felix = TestFelix.initialized(cache, Map.of())) {
            return felix.framework();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "org.osgi.service.servlet.whiteboard.Preprocessor, osgi.http.whiteboard.preprocessor, true, true",
        "jakarta.servlet.Filter, osgi.http.whiteboard.filter.pattern, /*, true",
        "org.osgi.service.servlet.context.ServletContextHelper, osgi.http.whiteboard.context.name, default, true",
        "org.osgi.service.servlet.context.ServletContextHelper, osgi.http.whiteboard.context.name, mine, false",
        "jakarta.servlet.Servlet, osgi.http.whiteboard.servlet.pattern, /x, false"
    })
    void aGuardThatTheStartHasNotComeToIsWaitedFor(String type, String key, String value, boolean waits)
            throws Exception {
        assertEquals(waits, lateGuard(type, "<property name='" + key + "' value='" + value + "'/>"));
    }

    @Test
    void aFilterOfAContextOfItsOwnIsNotWaitedFor() throws Exception {
        String pattern = "<property name='osgi.http.whiteboard.filter.pattern' value='/*'/>";
        String select = "<property name='osgi.http.whiteboard.context.select' value='%s'/>";
        assertFalse(lateGuard("jakarta.servlet.Filter", pattern + select.formatted("mine")));
        assertFalse(lateGuard(
                "jakarta.servlet.Filter", pattern + select.formatted("(osgi.http.whiteboard.context.name=mine)")));
        assertTrue(lateGuard(
                "jakarta.servlet.Filter", pattern + select.formatted("(osgi.http.whiteboard.context.name=*)")));
        assertTrue(lateGuard("jakarta.servlet.Filter", pattern + select.formatted("default")));
    }

    private boolean lateGuard(String type, String properties) throws Exception {
        String component = "<scr:component name='guard'><service><provide interface='" + type + "'/></service>"
                + properties + "</scr:component>";
        try (TestFelix felix = TestFelix.initialized(
                cache.resolve(String.valueOf(System.nanoTime())), Map.of("felix.startlevel.bundle", "5"))) {
            felix.start(
                    "guard",
                    TestJar.bundle("guard", "1.0.0")
                            .header("Service-Component", "OSGI-INF/guard.xml")
                            .entry("OSGI-INF/guard.xml", component)
                            .stream());
            Optional<Bundle> late = new FrameworkView(felix.context()).lateGuard(registry);
            return late.isPresent();
        }
    }
}
