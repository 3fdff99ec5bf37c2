package fil.byhand;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestFelix;
import fil.kit.TestJar;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.launch.Framework;
import org.osgi.service.condition.Condition;

/** Updates by hand, good and bad, in a real framework. */
class SafetyNetTest {
    /** An activator that cannot start. */
    public static final class Failing implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            throw new IllegalStateException("this version cannot start");
        }

        @Override
        public void stop(BundleContext context) {}
    }

    @TempDir
    Path cache;

    private final AtomicReference<Optional<String>> componentFailure = new AtomicReference<>(Optional.empty());
    private volatile Runnable duringLook = () -> {};
    private TestFelix felix;
    private Framework framework;
    private SafetyNet net;
    private Bundle bundle;

    @BeforeEach
    void startFramework() throws Exception {
        felix = TestFelix.started(cache, Map.of());
        framework = felix.framework();
        net = new SafetyNet(
                framework.getBundleContext(),
                () -> new FakeHealth(() -> {
                    duringLook.run();
                    return bundle.getVersion().getMajor() == 2 ? componentFailure.get() : Optional.empty();
                }),
                Duration.ofSeconds(15));
        framework.getBundleContext().registerService(EventHook.class, net, null);
        bundle = framework.getBundleContext().installBundle("test:1", jar("1.0", Map.of()));
        bundle.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        net.close();
        felix.close();
    }

    private static InputStream jar(String version, Map<String, String> headers) {
        return TestJar.bundle("test", version)
                .headers(headers)
                .type(Failing.class)
                .entry("deep/er/text", version)
                .stream();
    }

    private void awaitOldOneBack() {
        await().atMost(60, SECONDS).untilAsserted(() -> {
            assertEquals("1.0.0", bundle.getVersion().toString());
            assertEquals(Bundle.ACTIVE, bundle.getState());
        });
    }

    private void staysFor(Duration time, String version, int state) {
        await().during(time)
                .atMost(time.plusSeconds(60))
                .until(() -> bundle.getVersion().toString().equals(version) && bundle.getState() == state);
    }

    @Test
    void aGoodUpdateIsLeftAlone() throws Exception {
        bundle.update(jar("2.0", Map.of()));
        staysFor(Duration.ofSeconds(3), "2.0.0", Bundle.ACTIVE);
    }

    @Test
    void aVersionThatDoesNotResolveIsTakenBackWithAllItsEntries() throws Exception {
        assertThrows(BundleException.class, () -> bundle.update(jar("2.0", Map.of("Import-Package", "no.such"))));
        awaitOldOneBack();
        try (InputStream text = bundle.getEntry("deep/er/text").openStream()) {
            assertEquals("1.0", new String(text.readAllBytes()));
        }
    }

    @Test
    void aVersionWhoseActivatorThrowsIsTakenBack() throws Exception {
        String failing = Failing.class.getName();
        assertThrows(
                BundleException.class,
                () -> bundle.update(
                        jar("2.0", Map.of("Bundle-Activator", failing, "Import-Package", "org.osgi.framework"))));
        awaitOldOneBack();
    }

    @Test
    void aVersionWhoseComponentFailsIsTakenBack() throws Exception {
        componentFailure.set(Optional.of("its component test failed: no"));
        bundle.update(jar("2.0", Map.of()));
        awaitOldOneBack();
    }

    /** As a stop does right after an update that was said to be done. */
    @Test
    void theEndOfTheNetInTheMiddleOfALookTakesNothingBack() throws Exception {
        CountDownLatch looks = new CountDownLatch(1);
        duringLook = () -> {
            looks.countDown();
            LockSupport.parkNanos(SECONDS.toNanos(2));
        };
        bundle.update(jar("2.0", Map.of()));
        assertTrue(looks.await(60, SECONDS));
        net.close();
        staysFor(Duration.ofSeconds(1), "2.0.0", Bundle.ACTIVE);
    }

    @Test
    void theNextUpdateAfterAFailedOneIsCaughtAsWell() throws Exception {
        for (int round = 0; round < 3; round++) {
            assertThrows(BundleException.class, () -> bundle.update(jar("2.0", Map.of("Import-Package", "no.such"))));
            awaitOldOneBack();
        }
    }

    @Test
    void whatIsPutBackIsWhatRanLastWhateverWasCaughtBefore() throws Exception {
        assertThrows(BundleException.class, () -> bundle.update(InputStream.nullInputStream()));
        assertEquals(Bundle.ACTIVE, bundle.getState());
        Dictionary<String, Object> id = new Hashtable<>(Map.of(Condition.CONDITION_ID, "fil.release.hold"));
        ServiceRegistration<Condition> hold =
                framework.getBundleContext().registerService(Condition.class, Condition.INSTANCE, id);
        bundle.update(jar("3.0", Map.of()));
        hold.unregister();
        assertThrows(BundleException.class, () -> bundle.update(jar("2.0", Map.of("Import-Package", "no.such"))));
        await().atMost(60, SECONDS).untilAsserted(() -> {
            assertEquals("3.0.0", bundle.getVersion().toString());
            assertEquals(Bundle.ACTIVE, bundle.getState());
        });
    }

    @Test
    void aBundleThatWasStoppedOnPurposeStaysStopped() throws Exception {
        bundle.stop();
        bundle.update(jar("2.0", Map.of("Import-Package", "no.such")));
        staysFor(Duration.ofSeconds(2), "2.0.0", Bundle.INSTALLED);
    }

    @Test
    void aBundleThatWasStoppedStaysSoWhenItsUpdateFails() throws Exception {
        bundle.stop();
        staysFor(Duration.ofMillis(500), "1.0.0", Bundle.RESOLVED);
        byte[] unreadable = jar("2.0", Map.of("Import-Package", ";;")).readAllBytes();
        ByHand byHand = new ByHand(framework.getBundleContext(), net);
        HandChange.Result result = byHand.change(
                byHand.claim("a test"), List.of(new HandChange.Part(Optional.of(bundle), "", unreadable, false)));
        assertTrue(result.failure().isPresent());
        staysFor(Duration.ofMillis(500), "1.0.0", Bundle.RESOLVED);
    }

    @Test
    void whileAReleaseIsChangedTheUndoIsTheReleaseHandlersAffair() throws Exception {
        Dictionary<String, Object> id = new Hashtable<>(Map.of(Condition.CONDITION_ID, "fil.release.hold"));
        framework.getBundleContext().registerService(Condition.class, Condition.INSTANCE, id);
        assertThrows(BundleException.class, () -> bundle.update(jar("2.0", Map.of("Import-Package", "no.such"))));
        staysFor(Duration.ofSeconds(2), "2.0.0", Bundle.INSTALLED);
    }
}
