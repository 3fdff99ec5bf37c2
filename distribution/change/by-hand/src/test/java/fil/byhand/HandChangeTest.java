package fil.byhand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.signals.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;

/** Several bundles are one change: all of them or none. */
class HandChangeTest {
    @TempDir
    Path folder;

    private Supplier<Optional<String>> failure = Optional::empty;
    private InFelix felix;
    private Bundle one;
    private Bundle other;

    @BeforeEach
    void start() throws Exception {
        felix = new InFelix(folder, () -> failure.get());
        one = felix.start(felix.jar("one", "1.0.0"));
        other = felix.start(felix.jar("other", "1.0.0"));
    }

    @AfterEach
    void stop() throws Exception {
        felix.stop();
    }

    private static HandChange.Part part(Optional<Bundle> there, Path jar) throws IOException {
        return new HandChange.Part(there, "test:" + jar.getFileName(), Files.readAllBytes(jar), there.isEmpty());
    }

    private HandChange.Result change(HandChange.Part... parts) {
        return new HandChange(felix.context(), felix.net, List.of(parts), false).run();
    }

    private HandChange.Part one(String version, String... headers) throws IOException {
        return part(Optional.of(one), felix.jar("one", version, headers));
    }

    private HandChange.Part other(String version, String... headers) throws IOException {
        return part(Optional.of(other), felix.jar("other", version, headers));
    }

    private HandChange.Part third() throws IOException {
        return part(Optional.empty(), felix.jar("third", "3.0.0"));
    }

    private void assertNothingHasHappened() {
        felix.assertRuns(one, "1.0.0");
        felix.assertRuns(other, "1.0.0");
        assertEquals(Optional.empty(), felix.named("third"));
        assertTrue(!Hold.isThere(felix.context()), "clients still wait");
    }

    @Test
    void severalAreReplacedTogetherAndNobodySeesTheOneWithoutTheOther() throws Exception {
        List<String> seen = new ArrayList<>();
        failure = () -> {
            seen.add(one.getVersion() + " " + other.getVersion() + " " + Hold.isThere(felix.context()));
            return Optional.empty();
        };
        HandChange.Result result = change(one("2.0.0"), other("2.0.0"), third());
        assertEquals(
                List.of(
                        "one 1.0.0 was replaced by 2.0.0.",
                        "other 1.0.0 was replaced by 2.0.0.",
                        "third 3.0.0 was installed. It runs."),
                result.done());
        assertEquals(Optional.empty(), result.failure());
        felix.assertRuns(one, "2.0.0");
        felix.assertRuns(other, "2.0.0");
        felix.assertRuns(felix.named("third").orElseThrow(), "3.0.0");
        assertEquals("2.0.0 2.0.0 true", seen.get(0));
        assertEquals("2.0.0 2.0.0 false", seen.get(seen.size() - 1));
    }

    @Test
    void oneThatDoesNotResolveTakesAllBack() throws Exception {
        HandChange.Result result = change(one("2.0.0"), third(), other("2.0.0", "Import-Package", "no.such.parcel"));
        assertTrue(result.failure().orElseThrow().contains("no.such.parcel"), result.toString());
        assertEquals(List.of(), result.left());
        assertEquals(List.of(), result.done());
        assertNothingHasHappened();
    }

    @Test
    void oneThatDoesNotStartTakesAllBack() throws Exception {
        System.setProperty(InFelix.UNWILLING, "third");
        HandChange.Result result = change(one("2.0.0"), third(), other("2.0.0"));
        assertTrue(result.failure().orElseThrow().contains("unwilling"), result.toString());
        assertEquals(List.of(), result.left());
        assertNothingHasHappened();
    }

    @Test
    void whatFailsOnlyOnceClientsSeeItIsTakenBack() throws Exception {
        failure = () -> Hold.isThere(felix.context()) ? Optional.empty() : Optional.of("404 for clients");
        HandChange.Result result = change(one("2.0.0"), other("2.0.0"), third());
        assertTrue(result.failure().orElseThrow().contains("404 for clients"), result.toString());
        assertEquals(List.of(), result.left());
        assertNothingHasHappened();
    }

    /** Bundles go one by one then: what is put back is not started, and nothing is said to be left of it. */
    @Test
    void whatIsTakenBackWhileAllStopsIsThereForTheNextStart() throws Exception {
        felix.start(felix.jar("last", "1.0.0"));
        CountDownLatch decided = new CountDownLatch(1);
        felix.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING
                    && "last".equals(event.getBundle().getSymbolicName())) {
                await(decided);
            }
        });
        failure = () -> {
            stopFramework();
            return Optional.of("no page");
        };
        HandChange.Result result = change(one("2.0.0"), other("2.0.0"));
        decided.countDown();
        assertEquals(Optional.of("no page, while fil stops"), result.failure());
        assertEquals(List.of(), result.left());
        assertEquals("1.0.0 1.0.0", one.getVersion() + " " + other.getVersion());
    }

    private void stopFramework() {
        Bundle framework = felix.context().getBundle(0);
        try {
            framework.stop();
            while (framework.getState() != Bundle.STOPPING) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (BundleException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneThatWasStoppedStaysStoppedForwardAndBack() throws Exception {
        other.stop();
        assertEquals(Optional.empty(), change(one("2.0.0"), other("2.0.0")).failure());
        assertTrue(!Bundles.runs(other));
        failure = () -> Optional.of("no");
        assertEquals(Optional.of("no"), change(one("3.0.0"), other("3.0.0")).failure());
        felix.assertRuns(one, "2.0.0");
        assertEquals("2.0.0", other.getVersion().toString());
        assertTrue(!Bundles.runs(other));
    }

    @Test
    void whatCannotBePutBackIsTold() throws Exception {
        failure = () -> {
            System.setProperty(InFelix.UNWILLING, "other");
            return Optional.of("no");
        };
        HandChange.Result result = change(one("2.0.0"), other("2.0.0"));
        assertEquals(Optional.of("no"), result.failure());
        assertTrue(result.left().toString().contains("unwilling"), result.toString());
        felix.assertRuns(one, "1.0.0");
        assertEquals("1.0.0", other.getVersion().toString());
    }
}
