package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.NewInstallation;
import fil.it.Ran;
import fil.it.ReleaseDraft;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said to be done is what the next start has as well, and a start puts right what differs from the release. */
class LiveIsBootIT extends NewInstallation {
    private static final String HOST = """
            package it.host;
            import org.osgi.service.component.annotations.*;
            @Component(service = Host.class, immediate = true, configurationPid = "it.host",
                    property = {"osgi.command.scope=it", "osgi.command.function=host"})
            public class Host {
                private final Object task;
                @Activate public Host(java.util.Map<String, Object> properties) {
                    Object value = properties.get("task");
                    task = value == null ? "none" : value.getClass().getSimpleName() + " " + value;
                }
                public String host() {
                    return "%s, fragment " + (getClass().getResource("/it.txt") != null) + ", task " + task;
                }
            }
            """;

    @Test
    @Tag("long")
    void fragmentsOtherCodeUnderTheSameVersionAndConfigurationAreThereAtOnceAsAfterAStart() {
        installation
                .fil("upgrade", draft("1986.l1").with(host("first")).pack().toString())
                .ends(0);
        assertEquals("first, fragment false, task none", host());
        Path both = draft("1986.l2")
                .with(host("second"), "-2")
                .with(fragment())
                .configured("it.host", Map.of("task", 7))
                .configured("it.worker~one", Map.of("task", "sweep"))
                .pack();
        installation
                .fil("upgrade", both.toString())
                .ends(0)
                .says("other code under the same version 1.0.0")
                .hasNoTrace();
        assertEquals("second, fragment true, task Long 7", host());
        installation.restart();
        assertEquals("second, fragment true, task Long 7", host());
        assertFalse(installation.fil("versions").ends(0).output().contains("at the start"), "nothing differed");
        installation.fil("downgrade").ends(0);
        assertEquals("first, fragment false, task none", host());
    }

    @Test
    void aDamagedCacheIsPutRightAndToldAndWhatTheOperatorBroughtInStartsOn() throws IOException {
        Path own = host("own");
        installation.eval("start '" + own.toUri() + "'").ends(0);
        installation
                .fil("upgrade", draft("1986.l1").with(own).pack().toString())
                .ends(0);
        installation.fil("install", "1986.a").ends(0);
        Path gate = entry("fil.gate");
        Path monitor = entry("fil.monitor");
        Path scr = entry("org.apache.felix.scr");
        installation.fil("stop").ends(0);
        cut(gate.resolve("bundle.info"), 0);
        cut(monitor.resolve("version0.0/bundle.jar"), 5_000);
        Files.delete(scr.resolve("version0.0/bundle.jar"));
        Files.createDirectory(scr.resolve("version0.0/bundle.jar"));
        installation.start();
        assertEquals("own, fragment false, task none", host());
        Ran versions = installation.fil("versions").ends(0);
        for (String name : List.of("fil.gate", "fil.monitor", "org.apache.felix.scr")) {
            versions.says(name + " was put back, with its data");
            assertEquals("Active", installation.bundle(name).group(2));
        }
        isReady();
        installation.eval("uninstall fil.templates").ends(0);
        await("not ready without a bundle of the release")
                .atMost(Duration.ofSeconds(60))
                .until(() -> installation.web().ask("GET", "/ready").statusCode() == 503);
        installation.restart();
        installation.fil("versions").ends(0).says("fil.templates is not there", "it was put right");
        isReady();
    }

    private void isReady() {
        await("ready")
                .atMost(Duration.ofSeconds(60))
                .until(() -> installation.web().ask("GET", "/ready").statusCode() == 200);
    }

    private Path entry(String symbolicName) {
        return installation
                .home()
                .resolve(
                        "felix-cache/bundle" + installation.bundle(symbolicName).group(1));
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private String host() {
        return installation.eval("it:host").ends(0).output().strip();
    }

    private Path host(String says) {
        return Bundles.compile(
                installation.beside().resolve("host-" + says + ".jar"),
                Map.of("Bundle-SymbolicName", "it.host", "Bundle-Version", "1.0.0", "Private-Package", "it.host"),
                HOST.formatted(says));
    }

    private Path fragment() {
        Path jar = installation.beside().resolve("fragment.jar");
        Bundles.compile(
                jar,
                Map.of(
                        "Bundle-SymbolicName",
                        "it.host.more",
                        "Bundle-Version",
                        "1.0.0",
                        "Fragment-Host",
                        "it.host",
                        "Private-Package",
                        "it.more"),
                "package it.more; public class More {}");
        return Bundles.copy(
                jar, installation.beside().resolve("fragment-text.jar"), Map.of(), Map.of("it.txt", "more"));
    }

    private ReleaseDraft draft(String name) {
        return ReleaseDraft.of(Archives.A, name, installation.beside());
    }
}
