package fil.byhand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** Those who are wired to code that was replaced. */
class UsersTest {
    /** Of which it matters only who uses it. */
    private static final class Shell implements CommandProcessor {
        @Override
        public CommandSession createSession(InputStream in, OutputStream out, OutputStream errors) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CommandSession createSession(CommandSession session) {
            throw new UnsupportedOperationException();
        }
    }

    @TempDir
    Path folder;

    private InFelix felix;
    private Users users;
    private Bundle exporter;
    private Bundle user;

    @BeforeEach
    void start() throws Exception {
        felix = new InFelix(folder, Optional::empty);
        users = new Users(felix.context(), felix.start(felix.jar("own", "1.0.0")));
        exporter = felix.start(felix.jar("exporter", "1.0.0", "Export-Package", "fil.parcel;version=1.0"));
        user = felix.start(
                felix.jar("user", "1.0.0", "Import-Package", "org.osgi.framework,fil.parcel;version=\"[1,3)\""));
    }

    @AfterEach
    void stop() throws Exception {
        felix.stop();
    }

    /** To a new version with this version of its package. */
    private Set<Bundle> replaced(String version) throws Exception {
        Set<Bundle> ran = Bundles.running(felix.context());
        exporter.update(Files.newInputStream(
                felix.jar("exporter", "2.0.0", "Export-Package", "fil.parcel;version=" + version)));
        return ran;
    }

    private String wiredTo() {
        return user.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package").stream()
                .filter(it -> it.getCapability().getAttributes().containsValue("fil.parcel"))
                .map(it -> it.getProvider().getVersion().toString())
                .findFirst()
                .orElse("nobody");
    }

    @Test
    void userIsWiredToTheNewOneAndRuns() throws Exception {
        Set<Bundle> ran = replaced("2.0");
        assertEquals("1.0.0", wiredTo());
        assertEquals(Optional.of("user"), users.of(exporter));
        assertEquals(Optional.of("Wired to the new one: user."), users.wireAnew(List.of(exporter), ran));
        assertEquals("2.0.0", wiredTo());
        felix.assertRuns(user, "1.0.0");
        assertEquals(Optional.empty(), users.of(exporter));
        assertEquals(Optional.empty(), users.wireAnew(List.of(exporter), ran));
    }

    @Test
    void userThatDoesNotRunWithTheNewOneIsNamed() throws Exception {
        Set<Bundle> ran = replaced("3.0");
        BundleException failed = assertThrows(BundleException.class, () -> users.wireAnew(List.of(exporter), ran));
        assertTrue(
                failed.getMessage().startsWith("user 1.0.0, which uses it, does not run with it"), failed.toString());
        assertTrue(failed.getMessage().contains("fil.parcel"), failed.toString());
    }

    @Test
    void userThatDidNotRunStaysStopped() throws Exception {
        user.stop();
        Set<Bundle> ran = replaced("2.0");
        users.wireAnew(List.of(exporter), ran);
        assertTrue(!Bundles.runs(user));
        user.start();
        assertEquals("2.0.0", wiredTo());
    }

    @Test
    void whoWaitsForTheAnswerIsNotCutOff() throws Exception {
        felix.context().registerService(CommandProcessor.class, new Shell(), null);
        user.getBundleContext().getService(felix.context().getServiceReference(CommandProcessor.class.getName()));
        String said = users.wireAnew(List.of(exporter), replaced("2.0")).orElseThrow();
        assertTrue(said.startsWith("Still wired to the old one") && said.contains("user"), said);
        assertEquals("1.0.0", wiredTo());
        felix.assertRuns(user, "1.0.0");
    }

    @Test
    void theBundleThatMakesTheChangeIsNotEnded() throws Exception {
        Users ownOfUser = new Users(felix.context(), user);
        String said = ownOfUser.wireAnew(List.of(exporter), replaced("2.0")).orElseThrow();
        assertTrue(said.contains("the next start wires them"), said);
        assertEquals("1.0.0", wiredTo());
    }
}
