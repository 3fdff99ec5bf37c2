package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Folders;
import fil.it.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a first start has recorded of its classes makes the next ones quicker, and is never a reason to fail. */
class ClassDataIT {
    private Installation installation;
    private Path folder;

    @BeforeEach
    void unpack() {
        installation = Installation.of(Archives.A)
                .with("FIL_CLASS_DATA", "on")
                .javaOptions("-Dfil.class.data.after=0")
                .cycle(Duration.ofMinutes(5));
        folder = installation.home().resolve("class-data");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void whatWasRecordedIsUsedUnlessItIsDamagedOrStale() throws IOException {
        installation.start();
        assertFalse(isUsed(), "nothing is recorded before the first start");
        awaitRecorded();
        assertEquals(1, count(installation.log(), "Colours fil.fsm"), "what records runs no bundle");
        byte[] key = Files.readAllBytes(folder.resolve("fil.key"));
        byte[] data = Files.readAllBytes(folder.resolve("fil.jsa"));
        installation.restart();
        assertTrue(isUsed());
        assertFalse(Files.exists(folder.resolve("tried")));

        startWith(key, Arrays.copyOf(data, data.length / 2));
        assertFalse(isUsed(), "it is damaged");
        startWith(key, data, "tried");
        assertFalse(isUsed(), "Java has crashed with it");
        startWith(key, data);
        assertTrue(isUsed());
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0).hasNoTrace();
        assertEquals("Hello #2", installation.web().greeting(), "new code is loaded from its jar");
        installation.restart();
        assertFalse(isUsed(), "it is of another release");
    }

    private void startWith(byte[] key, byte[] data, String... marks) throws IOException {
        installation.fil("stop").ends(0);
        Folders.remove(folder);
        Files.createDirectory(folder);
        Files.write(folder.resolve("fil.jsa"), data);
        Files.write(folder.resolve("fil.key"), key);
        for (String mark : marks) {
            Files.createFile(folder.resolve(mark));
        }
        installation.start();
        assertEquals("Hello #1", installation.web().greeting());
    }

    @Test
    void withoutAPlaceForItOrWhereNobodyWantsItFilStartsAllTheSame() throws IOException {
        Files.createFile(folder);
        installation.start();
        assertEquals("Hello #1", installation.web().greeting());
        installation.fil("stop").ends(0);
        Files.delete(folder);
        installation.with("FIL_CLASS_DATA", "off").start();
        assertFalse(Files.exists(folder));
    }

    @Test
    void whatRecordsEndsWithTheProcessThatServes() throws IOException {
        installation.start();
        await("a process that records").atMost(Duration.ofMinutes(2)).until(() -> recorder()
                .isPresent());
        ProcessHandle recorder = recorder().orElseThrow();
        ProcessHandle script = recorder.parent().orElseThrow();
        signal("STOP", recorder);
        installation.kill();
        signal("CONT", recorder);
        await("its end").atMost(Duration.ofMinutes(1)).until(() -> !recorder.isAlive() && !script.isAlive());
        assertFalse(Files.exists(folder.resolve("fil.jsa")) || Files.exists(folder.resolve("fil.key")));
        installation.start();
        awaitRecorded();
    }

    private Optional<ProcessHandle> recorder() {
        List<String> its = List.of("-Dfil.mode=record", "-Dfil.home=" + installation.home());
        return ProcessHandle.allProcesses()
                .filter(process -> Arrays.asList(process.info().arguments().orElse(new String[0]))
                        .containsAll(its))
                .findAny();
    }

    private void signal(String name, ProcessHandle process) {
        installation
                .run(installation.beside(), List.of("sh", "-c", "kill -" + name + " " + process.pid()))
                .ends(0);
    }

    private void awaitRecorded() {
        await("class data")
                .atMost(Duration.ofMinutes(5))
                .until(() -> Files.exists(folder.resolve("fil.key")) && !Files.exists(folder.resolve("new")));
        assertTrue(Files.exists(folder.resolve("fil.jsa")), installation::log);
    }

    private boolean isUsed() throws IOException {
        return Files.readString(Path.of("/proc/" + installation.pid().pid() + "/maps"))
                .contains("class-data/fil.jsa");
    }

    private static int count(String text, String words) {
        return text.split(java.util.regex.Pattern.quote(words), -1).length - 1;
    }
}
