package fil.signals;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestFelix;
import fil.kit.TestJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** On a real Felix: the jar of a bundle, who stops it, and the hold. */
class SignalsTest {
    @TempDir
    Path folder;

    private TestFelix felix;
    private Framework framework;

    @BeforeEach
    void start() throws BundleException {
        felix = TestFelix.started(
                folder.resolve("cache"),
                Map.of("org.osgi.framework.system.packages.extra", "org.osgi.service.condition;version=1.0"));
        framework = felix.framework();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        felix.close();
    }

    @Test
    void jarOfAnInstalledBundleIsByteForByteTheOneThatCame() throws Exception {
        Bundle bundle = installed("one;singleton:=true");
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("one.jar")), BundleJar.of(framework.getBundleContext(), bundle));
    }

    @Test
    void jarOfABundleThatTheFrameworkKeepsElsewhereHasItsNameAndItsEntries() throws Exception {
        Path file = jar("one;singleton:=true");
        Bundle bundle = framework.getBundleContext().installBundle("reference:" + file.toUri());
        Path copy = Files.write(folder.resolve("copy.jar"), BundleJar.of(framework.getBundleContext(), bundle));
        try (JarFile jar = new JarFile(copy.toFile())) {
            BundleJar.readAll(jar);
            assertEquals(Optional.of("one"), BundleJar.symbolicName(jar));
            assertArrayEquals(
                    new byte[] {1, 2, 3},
                    jar.getInputStream(jar.getEntry("a/b.bin")).readAllBytes());
        }
    }

    @Test
    void callThatStopsABundleIsKnown() throws Exception {
        List<CallStack.Stop> seen = new ArrayList<>();
        Bundle bundle = installed("one");
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle() == bundle) {
                seen.add(CallStack.stop());
            }
        });
        bundle.start();
        bundle.update(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("one.jar"))));
        bundle.stop();
        bundle.start();
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> {
            synchronized (seen) {
                seen.notifyAll();
            }
        });
        synchronized (seen) {
            for (long end = System.nanoTime() + 60_000_000_000L; seen.size() < 3 && System.nanoTime() < end; ) {
                seen.wait(100);
            }
        }
        bundle.uninstall();
        assertEquals(
                List.of(CallStack.Stop.UPDATE, CallStack.Stop.STOP, CallStack.Stop.FRAMEWORK, CallStack.Stop.UNINSTALL),
                seen);
    }

    @Test
    void holdIsThereUntilTheLastOneEnds() {
        assertFalse(Hold.isThere(framework.getBundleContext()));
        Hold one = Hold.begin(framework.getBundleContext());
        Hold.begin(framework.getBundleContext(), "1", "2").end();
        assertTrue(Hold.isThere(framework.getBundleContext()));
        one.end();
        assertFalse(Hold.isThere(framework.getBundleContext()));
    }

    @Test
    void reasonIsTheInnermostCause() {
        Throwable failure = new IllegalStateException("outer", new IOException("inner"));
        assertEquals("outer (java.io.IOException: inner)", Reason.of(failure));
        assertEquals(
                "java.io.IOException: inner",
                Reason.of("java.lang.X: outer\n\tat a.b(C.java:1)\nCaused by: java.io.IOException: inner\n\tat d"));
        assertEquals("no reason given", Reason.of((String) null));
    }

    private Bundle installed(String symbolicName) throws IOException, BundleException {
        return framework
                .getBundleContext()
                .installBundle(jar(symbolicName).toUri().toString());
    }

    private Path jar(String symbolicName) throws IOException {
        return TestJar.bundle(symbolicName)
                .entry("a/b.bin", new byte[] {1, 2, 3})
                .into(folder.resolve("one.jar"));
    }
}
