package fil.byhand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestFelix;
import fil.kit.TestJar;
import fil.signals.HandNote;
import fil.signals.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.launch.Framework;

/** What the shell's update says, and what it leaves, in a real framework. */
class UpdateCommandTest {
    @TempDir
    Path folder;

    private Optional<String> componentFailure = Optional.empty();
    private TestFelix felix;
    private Framework framework;
    private SafetyNet net;
    private UpdateCommand command;
    private Bundle bundle;

    @BeforeEach
    void startFramework() throws Exception {
        felix = TestFelix.started(folder.resolve("cache"), Map.of("fil.home", folder.toString()));
        framework = felix.framework();
        net = new SafetyNet(
                framework.getBundleContext(),
                () -> new FakeHealth(() -> bundle.getVersion().getMajor() == 2 ? componentFailure : Optional.empty()),
                Duration.ofSeconds(15));
        framework.getBundleContext().registerService(EventHook.class, net, null);
        command = new UpdateCommand(framework.getBundleContext(), new ByHand(framework.getBundleContext(), net), true);
        bundle = framework.getBundleContext().installBundle(url(jar("test", "1.0")));
        bundle.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        net.close();
        felix.close();
    }

    @Test
    void whereTrustIsWantedAndNobodyJudgesNothingIsTaken() throws Exception {
        Files.createDirectories(folder.resolve("conf/trusted"));
        String url = url(jar("test", "2.0"));
        IOException refused = assertThrows(IOException.class, () -> command.update(false, false, "test", url));
        assertTrue(refused.getMessage().contains("nobody is there who could judge it"), refused.getMessage());
        assertEquals("1.0.0", bundle.getVersion().toString());
    }

    @Test
    void whatIsNotTrustedIsToldToTheHistoryOnceWhoeverBringsItIn() throws Exception {
        Files.createDirectories(folder.resolve("conf/trusted"));
        List<HandNote> notes = new CopyOnWriteArrayList<>();
        Consumer<Map<String, Object>> history = told -> notes.add(HandNote.of(told));
        framework.getBundleContext().registerService(Consumer.class, history, Names.named(Names.HAND_NOTES));
        Function<Map<String, Object>, String> judge =
                question -> question.get("what") + " is refused: it is not signed";
        framework.getBundleContext().registerService(Function.class, judge, Names.named(Names.BUNDLE_TRUST));
        BundleCommands commands =
                new BundleCommands(framework.getBundleContext(), new ByHand(framework.getBundleContext(), net));
        String replaced = url(jar("test", "2.0"));
        String other = url(jar("other", "1.0"));
        assertThrows(IOException.class, () -> command.update(false, false, "test", replaced));
        assertThrows(IOException.class, () -> commands.start(false, false, false, false, other));
        assertThrows(IOException.class, () -> commands.install(false, false, other));
        assertEquals(
                List.of("the update of test", "the installation of " + other, "the installation of " + other),
                notes.stream().map(HandNote::what).toList());
        for (HandNote note : notes) {
            assertTrue(note.refused(), note::toString);
            assertEquals(note.what() + " is refused: it is not signed", note.failure());
        }
    }

    @Test
    void whatWasDoneAndWhatWasTakenBackIsToldToTheHistory() throws Exception {
        List<HandNote> notes = new CopyOnWriteArrayList<>();
        Consumer<Map<String, Object>> history = told -> notes.add(HandNote.of(told));
        framework.getBundleContext().registerService(Consumer.class, history, Names.named(Names.HAND_NOTES));
        componentFailure = Optional.of("it is ill");
        String url = url(jar("test", "2.0"));
        assertThrows(BundleException.class, () -> command.update(false, false, "test", url));
        componentFailure = Optional.empty();
        command.update(false, false, "test", url);
        BundleCommands commands =
                new BundleCommands(framework.getBundleContext(), new ByHand(framework.getBundleContext(), net));
        commands.stop(false, "test");
        assertEquals(
                List.of(
                        "the update of test",
                        "the update of test: test 1.0.0 was replaced by 2.0.0.",
                        "stop test: test 2.0.0 is stopped."),
                notes.stream().map(HandNote::what).toList());
        assertTrue(notes.get(0).failure().contains("it is ill") && notes.get(0).back(), notes::toString);
        assertEquals(
                List.of("", ""), notes.stream().skip(1).map(HandNote::failure).toList());
    }

    @Test
    void frameworkIsNeitherReplacedNorRefreshedNorTakenAway() throws Exception {
        ByHand byHand = new ByHand(framework.getBundleContext(), net);
        BundleCommands others = new BundleCommands(framework.getBundleContext(), byHand);
        String name = framework.getSymbolicName();
        for (Executable asked : List.<Executable>of(
                () -> command.update(false, false, name),
                () -> command.update(false, false, "0", url(jar("test", "2.0"))),
                () -> others.refresh("0"),
                () -> others.uninstall(name))) {
            String words = assertThrows(IllegalArgumentException.class, asked).getMessage();
            assertTrue(words.contains("is the framework"), words);
        }
        assertEquals(Bundle.ACTIVE, framework.getState());
        assertEquals(Bundle.ACTIVE, bundle.getState());
    }

    @Test
    void whatCarriesTheShellIsNotReplaced() throws Exception {
        String shell = "org.apache.felix.service.command.CommandProcessor";
        bundle.stop();
        bundle.update(TestJar.bundle("test", "1.0")
                .header("Bundle-Activator", Shell.class.getName())
                .header("Import-Package", "org.osgi.framework")
                .type(Shell.class)
                .stream());
        bundle.start();
        assertTrue(framework.getBundleContext().getServiceReference(shell) != null);
        String url = url(jar("test", "2.0"));
        IOException refused = assertThrows(IOException.class, () -> command.update(false, false, "test", url));
        assertTrue(refused.getMessage().contains("would not come back"), refused.getMessage());
        assertEquals("1.0.0", bundle.getVersion().toString());
    }

    /** Offers something by the name of the shell. */
    public static final class Shell implements BundleActivator, ServiceFactory<Object> {
        @Override
        public void start(BundleContext context) {
            context.registerService("org.apache.felix.service.command.CommandProcessor", this, null);
        }

        @Override
        public void stop(BundleContext context) {}

        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            return this;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {}
    }

    @Test
    void whoJudgesIsToldWhatComesInItsSignatureAndTheFlags() throws Exception {
        Files.createDirectories(folder.resolve("conf/trusted"));
        Path jar = jar("test", "0.9");
        Files.writeString(jar.resolveSibling(jar.getFileName() + ".sig"), "signature");
        Map<String, Object> told = new HashMap<>();
        Function<Map<String, Object>, String> judge = question -> {
            told.putAll(question);
            return (Boolean) question.get("older") ? "" : "it is older";
        };
        framework.getBundleContext().registerService(Function.class, judge, Names.named(Names.BUNDLE_TRUST));
        IOException refused = assertThrows(IOException.class, () -> command.update(true, false, "test", url(jar)));
        assertEquals("it is older.", refused.getMessage());
        assertEquals(true, told.get("down"));
        assertEquals(true, told.get("unsigned"));
        assertEquals("signature", new String((byte[]) told.get("signature")));
        command.update(false, true, "test", url(jar));
        assertEquals("0.9.0", bundle.getVersion().toString());
    }

    private Path jar(String name, String version, String... headers) {
        return TestJar.bundle(name + ";singleton:=true", version)
                .headers(headers)
                .into(folder.resolve(name + "-" + version + ".jar"));
    }

    private static String url(Path file) {
        return file.toUri().toString();
    }

    private void refusesBeforeAnythingIsTouched(String url, String... words) {
        long touched = bundle.getLastModified();
        IOException refusal = assertThrows(IOException.class, () -> command.update(false, false, "test", url));
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
        assertEquals(touched, bundle.getLastModified());
        assertEquals(Bundle.ACTIVE, bundle.getState());
    }

    private void failsAndTheOldOneIsBack(String url, String... words) {
        BundleException failure = assertThrows(BundleException.class, () -> command.update(false, false, "test", url));
        for (String word : words) {
            assertTrue(failure.getMessage().contains(word), failure.getMessage());
        }
        assertTrue(failure.getMessage().endsWith("1.0.0 runs."), failure.getMessage());
        assertEquals("1.0.0", bundle.getVersion().toString());
        assertEquals(Bundle.ACTIVE, bundle.getState());
    }

    @Test
    void saysWhatWasReplacedByWhatBeItCalledByNameOrByNumber() throws Exception {
        assertEquals(
                "test 1.0.0 was replaced by 2.0.0.", command.update(false, false, "test", url(jar("test", "2.0"))));
        String number = Long.toString(bundle.getBundleId());
        assertEquals(
                "test 2.0.0 was replaced by 1.0.0.", command.update(false, false, number, url(jar("test", "1.0"))));
    }

    @Test
    void withoutAUrlItComesFromWhereItsJarLies() throws Exception {
        // as it was installed: its location is the file, which is another one now
        Files.move(jar("test", "2.0"), folder.resolve("test-1.0.jar"), StandardCopyOption.REPLACE_EXISTING);
        String said = command.update(false, false, "test");
        assertTrue(said.startsWith("test 1.0.0 was replaced by 2.0.0."), said);
        assertTrue(said.endsWith("Its jar is " + bundle.getLocation() + "."), said);
        // one of a release has a name for a location: the file of its version is in bundle/
        Files.createDirectory(folder.resolve("bundle"));
        Path file = Files.move(jar("other", "3.0"), folder.resolve("bundle/any-name.jar"));
        Files.writeString(folder.resolve("bundle/a-text.jar"), "this is not a jar");
        try (InputStream in = Files.newInputStream(file)) {
            framework.getBundleContext().installBundle("fil:other", in);
        }
        assertTrue(command.update(false, false, "other").endsWith("Its jar is " + url(file) + "."));
        Files.delete(file);
        IOException none = assertThrows(IOException.class, () -> command.update(false, false, "other"));
        assertTrue(none.getMessage().contains("update other URL"), none.getMessage());
    }

    @Test
    void aBundleThatWasStoppedStaysStopped() throws Exception {
        bundle.stop();
        assertTrue(command.update(false, false, "test", url(jar("test", "2.0"))).contains("not started"));
        assertEquals("2.0.0", bundle.getVersion().toString());
    }

    @Test
    void aBundleThatIsNotThereIsSaid() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> command.update(false, false, "tset", "file:x.jar"));
        assertTrue(refusal.getMessage().contains("'tset'"), refusal.getMessage());
    }

    @Test
    void whatIsNoWholeJarOfTheBundleTouchesNothing() throws Exception {
        refusesBeforeAnythingIsTouched("x.jar", "no URL", "file:PATH");
        refusesBeforeAnythingIsTouched(url(folder.resolve("none.jar")), "none.jar", "not there");
        Path text = Files.writeString(folder.resolve("text.jar"), "this is not a jar");
        refusesBeforeAnythingIsTouched(url(text), "text.jar", "not a whole jar");
        byte[] whole = Files.readAllBytes(jar("test", "2.0"));
        Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
        refusesBeforeAnythingIsTouched(url(cut), "cut.jar", "not a whole jar");
        refusesBeforeAnythingIsTouched(url(jar("other", "2.0")), "'other', not test");
        Path large = folder.resolve("large.jar");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        refusesBeforeAnythingIsTouched(url(large), "large.jar", "larger than 67108864 bytes");
    }

    @Test
    void aVersionThatDoesNotResolveIsNamedAndTheOldOneIsBack() throws Exception {
        failsAndTheOldOneIsBack(url(jar("test", "2.0", "Import-Package", "no.such.parcel")), "no.such.parcel");
    }

    @Test
    void anActivatorThatIsMissingIsNamedAndTheOldOneIsBack() throws Exception {
        failsAndTheOldOneIsBack(url(jar("test", "2.0", "Bundle-Activator", "no.such.Activator")), "no.such.Activator");
    }

    @Test
    void aComponentThatFailsIsNamedAndTheOldOneIsBack() throws Exception {
        componentFailure = Optional.of("its component test failed: no");
        failsAndTheOldOneIsBack(url(jar("test", "2.0")), "its component test failed: no");
    }
}
