package fil.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestFelix;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** On a real Felix: one works at a time, the others wait or are refused. */
class ChangeClaimTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ChangeClaim.Purpose UPGRADE = new ChangeClaim.Purpose("the upgrade to 2", "ann", false);
    private static final ChangeClaim.Purpose UPDATE = new ChangeClaim.Purpose("the update of it.shop", "bob", true);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private TestFelix felix;
    private BundleContext context;

    @BeforeEach
    void start() throws Exception {
        felix = TestFelix.started(folder, Map.of());
        context = felix.context();
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        felix.close();
    }

    private ChangeClaim claim(ChangeClaim.Purpose purpose, Consumer<ChangeClaim.Holder> waits) throws Exception {
        return ChangeClaim.claim(context, purpose, LONG, waits);
    }

    @Test
    void whoIsRefusedHearsWhoWorksAndTheExitCode() throws Exception {
        ChangeClaim mine = claim(UPGRADE, holder -> {});
        ChangeRefused refused = assertThrows(ChangeRefused.class, () -> claim(UPDATE, holder -> {}));
        assertEquals(UPGRADE, refused.holder().purpose());
        assertTrue(refused.getMessage().contains("the upgrade to 2 runs, wanted by ann"), refused.getMessage());
        assertEquals(13, refused.getAsInt());
        mine.end();
        assertEquals(Optional.empty(), ChangeClaim.holder(context));
        claim(UPDATE, holder -> {}).end();
    }

    @Test
    void aLongChangeIsWaitedForOnceItIsSoonOver() throws Exception {
        ChangeClaim mine = claim(UPGRADE, holder -> {});
        assertThrows(ChangeRefused.class, () -> claim(UPDATE, holder -> {}));
        mine.endsSoon();
        assertEquals("ann", ChangeClaim.holder(context).orElseThrow().purpose().who());
        CountDownLatch waits = new CountDownLatch(1);
        Future<ChangeClaim> other = threads.submit(() -> claim(UPDATE, holder -> waits.countDown()));
        assertTrue(waits.await(1, TimeUnit.MINUTES), "it waits");
        mine.end();
        other.get(1, TimeUnit.MINUTES).end();
    }

    @Test
    void whatIsSoonOverIsWaitedForAndNamed() throws Exception {
        ChangeClaim mine = claim(UPDATE, holder -> {});
        CountDownLatch waits = new CountDownLatch(1);
        List<String> told = new ArrayList<>();
        Future<ChangeClaim> other = threads.submit(() -> claim(UPGRADE, holder -> {
            told.add(holder.purpose().what());
            waits.countDown();
        }));
        assertTrue(waits.await(1, TimeUnit.MINUTES));
        mine.end();
        other.get(1, TimeUnit.MINUTES).end();
        assertEquals(List.of("the update of it.shop"), told);
    }

    @Test
    void patienceEnds() throws Exception {
        ChangeClaim mine = claim(UPDATE, holder -> {});
        assertThrows(
                ChangeRefused.class, () -> ChangeClaim.claim(context, UPGRADE, Duration.ofMillis(50), holder -> {}));
        mine.end();
    }

    @Test
    void afterTheEndOfTheFrameworkAClaimIsClosedWithoutAnError() throws Exception {
        ChangeClaim mine = claim(UPGRADE, holder -> {});
        felix.close();
        mine.end();
    }

    /** Each bundle has a copy of the class; a lock that is a field of it would let one of each copy in. */
    @Test
    void amongThreadsOfSeveralCopiesOfTheClassOneWorksAtATime() throws Exception {
        int rounds = 300;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int copy = 0; copy < 4; copy++) {
            all.add(threads.submit(() -> {
                try (Copy bundle = new Copy()) {
                    for (int round = 0; round < rounds; round++) {
                        Object mine = bundle.claim(context);
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        bundle.end(mine);
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get(2, TimeUnit.MINUTES);
        }
        assertEquals(1, most.get());
    }

    /** The class, loaded once more. */
    private static final class Copy implements AutoCloseable {
        private final URLClassLoader loader;
        private final Method claim;
        private final Object purpose;

        Copy() throws Exception {
            URL classes =
                    ChangeClaim.class.getProtectionDomain().getCodeSource().getLocation();
            loader = new URLClassLoader(new URL[] {classes}, ChangeClaim.class.getClassLoader()) {
                @Override
                protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                    Class<?> mine = findLoadedClass(name);
                    return name.startsWith("fil.signals.Change")
                            ? mine == null ? findClass(name) : mine
                            : super.loadClass(name, resolve);
                }
            };
            Class<?> type = loader.loadClass(ChangeClaim.Purpose.class.getName());
            purpose = type.getConstructor(String.class, String.class, boolean.class)
                    .newInstance("a copy's change", "it", true);
            claim = loader.loadClass(ChangeClaim.class.getName())
                    .getMethod("claim", BundleContext.class, type, Duration.class, Consumer.class);
        }

        Object claim(BundleContext context) throws Exception {
            Object nobody = Proxy.newProxyInstance(
                    Copy.class.getClassLoader(), new Class<?>[] {Consumer.class}, (self, method, told) -> null);
            return claim.invoke(null, context, purpose, LONG, nobody);
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }

        void end(Object mine) throws Exception {
            mine.getClass().getMethod("end").invoke(mine);
        }
    }
}
