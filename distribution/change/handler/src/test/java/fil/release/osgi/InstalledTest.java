package fil.release.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.kit.TestFelix;
import fil.kit.TestJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class InstalledTest {
    @TempDir
    private Path cache;

    /** A release may have a bundle of that name; to refresh the framework in its place is to start all anew. */
    @Test
    void theFrameworkIsNeverMeantByItsName() throws Exception {
        try (TestFelix felix = TestFelix.started(cache, Map.of())) {
            String name = felix.framework().getSymbolicName();
            Installed installed = new Installed(felix.context());
            assertEquals(Optional.empty(), installed.find(name));
            Bundle twin = felix.start("fil:" + name, TestJar.bundle(name, "2.0.0").stream());
            assertEquals(Optional.of(twin), installed.find(name));
            assertEquals(List.of(twin), installed.bundles());
            twin.uninstall();
            assertEquals(Optional.empty(), installed.find(name));
        }
    }
}
