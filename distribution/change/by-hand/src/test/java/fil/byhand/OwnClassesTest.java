package fil.byhand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fil.kit.TestFelix;
import fil.kit.TestJar;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What code of a bundle can still do once the bundle was updated. */
class OwnClassesTest {
    @TempDir
    Path folder;

    private TestFelix felix;
    private Bundle bundle;
    private Class<?> work;

    /** Wants a class of its own, one of the framework, and one that only a lambda names, all for the first time. */
    public static final class Work {
        private Work() {}

        public static String run() {
            Function<Part, List<Other>> others = part -> List.of(new Other(part.name()));
            try {
                throw new BundleException(others.apply(new Part("done")).get(0).name());
            } catch (BundleException e) {
                return e.getMessage();
            }
        }
    }

    record Part(String name) {}

    record Other(String name) {}

    @BeforeEach
    void start() throws Exception {
        felix = TestFelix.started(folder.resolve("cache"), Map.of());
        bundle = felix.start("test:self", jar("1.0.0").stream());
        work = bundle.loadClass(Work.class.getName());
    }

    @AfterEach
    void stop() throws Exception {
        felix.close();
    }

    private static TestJar jar(String version) {
        return TestJar.bundle("self", version)
                .header("Import-Package", "org.osgi.framework")
                .type(Work.class)
                .type(Part.class)
                .type(Other.class);
    }

    private Object run() throws Exception {
        Method run = work.getMethod("run");
        bundle.update(jar("2.0.0").stream());
        return run.invoke(null);
    }

    @Test
    void codeThatReplacesItsBundleRunsToItsEnd() throws Exception {
        OwnClasses.load(bundle, work.getClassLoader());
        assertEquals("done", run());
    }

    @Test
    void withoutThatItEndsWhereItWantsTheNextClass() {
        InvocationTargetException failed = assertThrows(InvocationTargetException.class, this::run);
        assertInstanceOf(NoClassDefFoundError.class, failed.getCause());
    }
}
