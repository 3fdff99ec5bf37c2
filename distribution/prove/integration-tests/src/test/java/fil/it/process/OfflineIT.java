package fil.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator can do while nothing runs, or must be able to do before something ends that would not start again. */
class OfflineIT {
    private Installation installation;

    @BeforeEach
    void unpack() {
        installation = Installation.of(Archives.A);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void releasesAndSettingsAreToldAndChangedWhileNothingRuns() throws IOException {
        installation.fil("versions").ends(0).says("1986.a", "permanent");
        installation.start();
        installation.eval("stop fil.fsm").ends(0);
        installation.eval("start fil.fsm").ends(0);
        installation.fil("history").ends(0).says("by hand  done", "stop fil.fsm: ", "start fil.fsm: ", " runs.");
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        installation.fil("stop").ends(0);
        installation.fil("history").ends(0).says("1986.a -> 1986.b  done", "by hand  done", "stop fil.fsm: ");
        installation.fil("config").ends(0).says("http.port", "from the variable FIL_HTTP_PORT", "as nothing is said");
        installation.fil("config", "web.wait", "4321").ends(0).says("from the next start");
        assertEquals("4321\n", installation.fil("config", "web.wait").ends(0).output());
        installation.fil("config", "web.wait", "never").ends(1).hasNoTrace().says("never", "milliseconds");
        installation.fil("remove", "1986.b").ends(1).hasNoTrace().says("permanent");
        installation.fil("downgrade").ends(0).says("1986.a is permanent", "next start");
        installation.fil("permanent", "1986.x").ends(1).hasNoTrace().says("1986.x");
        assertEquals("1986.a", installation.json("versions").path("permanent").asString());
        installation.fil("remove", "1986.b").ends(0).says("fil-fsm-1986.b.jar");
        assertFalse(installation.fil("versions").ends(0).output().contains("1986.b"));
        installation.start();
        assertEquals("Hello #1", installation.web().greeting());
    }

    @Test
    void anArchiveThatIsUnpackedAgainLeavesTheSettingsAlone() throws IOException {
        installation.fil("config", "http.page", "/which-color.json").ends(0);
        String settings = settings();
        installation.unpack(Archives.A).unpack(Archives.B);
        assertEquals(settings, settings());
        installation.fil("config", "--check").ends(1).hasNoTrace().says("1986.a", "1986.b");
    }

    private String settings() throws IOException {
        return Files.readString(installation.home().resolve("conf/fil.properties"));
    }

    @Test
    void whatWouldNotStartAgainIsNotStopped() throws IOException {
        installation.start();
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        long process = installation.pid().pid();
        installation.fil("config", "--check").ends(0).says("1986.b is whole");
        Path conf = installation.home().resolve("conf/fil.properties");
        String before = settings();
        Files.writeString(conf, before + "fileinstall.dir=conf/fil.properties\n");
        installation.fil("restart").ends(4).hasNoTrace().says("fileinstall.dir", "must be a folder", "left alone");
        Files.writeString(conf, "\uFEFF" + before);
        installation.fil("config", "--check").ends(0);
        Files.writeString(conf, before);
        installation
                .with("FIL_WEB_WAIT", "soon")
                .fil("restart")
                .ends(4)
                .hasNoTrace()
                .says("web.wait", "left alone");
        installation
                .with("FIL_WEB_WAIT", "5000")
                .with("FIL_HTTP_CONNECTIONS", "999999")
                .fil("restart")
                .ends(4)
                .hasNoTrace()
                .says("http.connections is 999999", "left alone");
        installation
                .with("FIL_HTTP_CONNECTIONS", "4096")
                .with("FIL_JAVA", "/no/java")
                .fil("restart")
                .ends(6);
        installation.with("FIL_JAVA", "").javaOptions("-Xmx5x");
        installation.fil("restart").ends(1).hasNoTrace().says("Invalid maximum heap size", "left alone");
        installation.fil("config", "--check").ends(1).hasNoTrace().says("-Xmx5x", "Invalid maximum heap");
        installation.javaOptions("");
        Path bundle = installation.jar("fil.templates");
        byte[] whole = Files.readAllBytes(bundle);
        Files.writeString(bundle, "damaged");
        installation.fil("restart").ends(1).hasNoTrace().says("fil-templates", "left alone", "bin/fil permanent");
        assertEquals(process, installation.pid().pid());
        assertTrue(installation.web().answers());
        logAndReport();
        installation.fil("stop").ends(0);
        installation.fil("permanent", "1986.b").ends(10).hasNoTrace().says("fil-templates");
        Files.write(bundle, whole);
    }

    private void logAndReport() throws IOException {
        installation.fil("log").ends(0).says("---- fil 1986.a starts in " + installation.home(), "replaced 1986.a");
        Ran report = installation
                .with("FIL_JAVA_OPTS", "-Djavax.net.ssl.trustStorePassword=hunter2")
                .fil("report")
                .ends(0);
        installation.javaOptions("");
        String archive = report.output().lines().findFirst().orElseThrow();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(archive))));
        Path folder = Files.createDirectory(installation.beside().resolve("report"));
        installation
                .run(folder, List.of("tar", "-xzf", archive, "--strip-components=1"))
                .ends(0);
        assertTrue(Files.readString(folder.resolve("history.txt")).contains("1986.a -> 1986.b"));
        assertTrue(Files.readString(folder.resolve("versions.txt")).contains("1986.b"));
        assertTrue(Files.readString(folder.resolve("log-fil.0.log")).contains("replaced 1986.a"));
        installation.run(folder, List.of("grep", "-r", "hunter2", ".")).ends(1);
    }

    @Test
    void aBackupThatIsRestoredElsewhereGoesOnWithTheState() throws IOException {
        installation.fil("config", "colour.cycle", "3600000").ends(0);
        installation.start();
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        installation.keepsItsState("before the backup");
        String colour = installation.web().colour();
        installation.fil("stop").ends(0);
        try (Installation other = Installation.empty()) {
            String backup = installation.beside().resolve("backup.tar.gz").toString();
            installation
                    .run(installation.home(), List.of("tar", "-czf", backup, "--exclude=./run", "--exclude=./log", "."))
                    .ends(0);
            other.run(other.home(), List.of("tar", "-xzf", backup)).ends(0);
            other.start();
            assertEquals("Hello #2", other.web().greeting());
            assertEquals(colour, other.web().colour());
            other.fil("history").ends(0).says("1986.a -> 1986.b  done");
        }
    }
}
