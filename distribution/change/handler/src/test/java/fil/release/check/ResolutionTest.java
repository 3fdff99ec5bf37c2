package fil.release.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestFelix;
import fil.kit.TestRelease;
import fil.release.Problem;
import fil.release.plan.BundleFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.resolver.Resolver;

class ResolutionTest {
    @TempDir
    private static java.nio.file.Path cache;

    private static TestFelix felix;
    private static Framework framework;

    @BeforeAll
    static void aFramework() throws BundleException {
        felix = TestFelix.initialized(cache, Map.of());
        framework = felix.framework();
    }

    @AfterAll
    static void noFramework() throws Exception {
        felix.close();
    }

    @Test
    void whatResolvesInTheFrameworkResolvesOnPaper() {
        assertEquals(
                List.of(),
                problems(
                        facts(
                                "a",
                                "1",
                                "Import-Package",
                                "java.util,org.osgi.framework;version=\"[1.8,2)\",b;version=\"[1,2)\"",
                                "Require-Capability",
                                "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\","
                                        + "osgi.service;filter:=\"(objectClass=x)\";effective:=active"),
                        facts("b", "1", "Export-Package", "b;version=1.1;uses:=c", "Import-Package", "c"),
                        facts("c", "1", "Export-Package", "c"),
                        facts("f", "1", "Fragment-Host", "c", "Import-Package", "none;resolution:=optional")));
    }

    @Test
    void everyMissingRequirementIsNamedWithItsBundle() {
        List<Problem> problems = problems(
                facts("a", "1", "Import-Package", "b;version=\"[2,3)\",x"),
                facts("b", "1", "Export-Package", "b;version=1.1", "Require-Bundle", "y"));
        assertEquals(3, problems.size(), problems.toString());
        assertTrue(
                problems.get(0)
                        .sentence()
                        .startsWith("a 1.0.0 will not resolve: nothing provides osgi.wiring.package (&"),
                problems.get(0).sentence());
    }

    @Test
    void nativeCodeForAnotherSystemOnlyIsNamed() {
        String odd = "lib/odd.dll;osname=OddOS;processor=odd-64";
        String here = "lib/here.so;osname=" + System.getProperty("os.name") + ";osname=OddOS;processor="
                + System.getProperty("os.arch");
        assertEquals(
                List.of(),
                problems(
                        facts("a", "1", "Bundle-NativeCode", here),
                        facts("b", "1", "Bundle-NativeCode", odd + "," + here),
                        facts("c", "1", "Bundle-NativeCode", odd + ",*"),
                        facts("d", "1", "Bundle-NativeCode", "lib/any.so;lib/other.so")));
        List<Problem> problems = problems(
                facts("a", "1", "Bundle-NativeCode", odd),
                facts("b", "1", "Bundle-NativeCode", here + ";selection-filter=\"(no.such.property=x)\""));
        assertEquals(2, problems.size(), problems.toString());
        assertTrue(
                problems.get(0).sentence().startsWith("a 1.0.0 will not resolve: nothing provides osgi.native (&"),
                problems.get(0).sentence());
    }

    @Test
    void packagesThatDoNotFitTogetherAreFound() {
        List<Problem> problems = problems(
                facts("one", "1", "Export-Package", "p;version=1"),
                facts("two", "1", "Export-Package", "p;version=2"),
                facts("user", "1", "Export-Package", "q;uses:=p", "Import-Package", "p;version=\"[1,2)\""),
                facts("a", "1", "Import-Package", "q,p;version=\"[2,3)\""));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(
                problems.get(0).sentence().startsWith("a 1.0.0"),
                problems.get(0).sentence());
    }

    private static List<Problem> problems(BundleFacts... bundles) {
        BundleRevision system = framework.adapt(BundleRevision.class);
        Resolver resolver = framework
                .getBundleContext()
                .getService(framework.getBundleContext().getServiceReference(Resolver.class));
        return new Resolution(system.getCapabilities(null), resolver)
                .problems(
                        List.of(bundles),
                        List.of(bundles).stream()
                                .map(BundleFacts::symbolicName)
                                .collect(java.util.stream.Collectors.toSet()));
    }

    private static BundleFacts facts(String name, String version, String... headers) {
        return BundleFacts.of(name, TestRelease.headers(name, version, headers));
    }
}
