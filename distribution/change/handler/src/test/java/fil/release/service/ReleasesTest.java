package fil.release.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.kit.TestRelease;
import fil.kit.TestTar;
import fil.release.ReleaseStore;
import fil.release.Status;
import fil.release.handler.Answer;
import fil.release.handler.ChangeCourse;
import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeOptions;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import fil.release.trust.Terms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The whole release handler in a real framework, with releases made by the test. */
class ReleasesTest {
    private static final String[] TAKES_OVER = {"Provide-Capability", "fil.appup;fil.appup=probe;from=\"[1.0,2.0)\""};
    private static final ChangeOptions USUAL = new ChangeOptions(true, List.of(), "a test");

    @TempDir
    private Path folder;

    private Path home;
    private ReleaseStore store;
    private Felix felix;
    private Releases releases;
    private final List<ChangeEvent> told = Collections.synchronizedList(new ArrayList<>());

    /** What hangs is waited for until the deadline; all else has as long as a busy machine may need. */
    @BeforeEach
    void release1Runs(TestInfo test) throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        store = new ReleaseStore(home);
        felix = new Felix(home, Map.of("fil.release.deadline", test.getTags().contains("hangs") ? "2000" : "120000"));
        Map<String, byte[]> jars = first();
        unpacked("1", jars);
        for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
            felix.install(jar.getKey().split("-")[0], jar.getValue());
        }
        releases = new Releases(felix.context());
    }

    @AfterEach
    void nothingRuns() throws Exception {
        releases.deactivate();
        felix.stop();
    }

    @Test
    void anUpgradeAndADowngradeMoveEverythingAndKeepIds() {
        long id = felix.bundle("one").getBundleId();
        archive("2", second());
        assertDone(upgrade("2"));
        assertRuns("one 1.1.0", "new 1.0.0", "use 1.0.0");
        assertEquals(id, felix.bundle("one").getBundleId());
        assertEquals(new Status("2", "2", java.util.Set.of("1"), ""), store.status());
        assertDone(releases.downgrade("", USUAL, told::add));
        assertRuns("one 1.0.0", "two 1.0.0", "use 1.0.0");
        assertEquals("1", store.status().permanent());
    }

    @Test
    void theHistoryTellsWhatWasDoneWhenAndHowItWent() {
        archive("2", second());
        assertDone(upgrade("2"));
        Map<String, byte[]> third = second();
        third.remove("one-1.1.0.jar");
        third.put("one-1.2.0.jar", Felix.probe("one", "1.2.0", with("Probe-Start", "throw")));
        archive("3", third);
        assertEquals(11, upgrade("3").exitCode());
        List<ChangeRecord> told = history();
        ChangeRecord undone = told.get(0);
        assertEquals(
                List.of("2", "3", "a test", Outcome.UNDONE),
                List.of(undone.from(), undone.to(), undone.who(), undone.outcome()));
        assertTrue(undone.failure().matches("start one 1.2.0.*the probe throws.*"), undone.failure());
        ChangeCourse back = undone.course().orElseThrow();
        assertEquals(Duration.ZERO, back.cutOver());
        assertTrue(back.steps().stream().anyMatch(ChangeCourse.Done::undone), back::toString);
        ChangeRecord done = told.get(1);
        assertEquals(List.of("1", "2", Outcome.DONE), List.of(done.from(), done.to(), done.outcome()));
        ChangeCourse course = done.course().orElseThrow();
        assertFalse(course.cutOver().isZero());
        assertEquals(0, course.held());
        List<String> steps =
                course.steps().stream().map(ChangeCourse.Done::what).toList();
        assertTrue(steps.contains("stop use"), steps::toString);
        assertEquals("commit 2", steps.get(steps.size() - 1));
    }

    @Test
    void anotherStartOrderIsTakenAtOnceAndUndoneAndNothingStops() {
        Map<String, byte[]> turned = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(first().keySet());
        Collections.reverse(names);
        names.forEach(name -> turned.put(name, first().get(name)));
        archive("2", turned);
        List<String> stopped = Collections.synchronizedList(new ArrayList<>());
        SynchronousBundleListener listener = event -> {
            if (event.getType() == BundleEvent.STOPPING) {
                stopped.add(event.getBundle().getSymbolicName());
            }
        };
        felix.context().addBundleListener(listener);
        felix.context().getBundle(0).adapt(FrameworkStartLevel.class).setStartLevel(9);
        await().until(() ->
                felix.context().getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel() == 9);
        assertDone(upgrade("2"));
        assertEquals(List.of(3, 1), List.of(level("one"), level("use")));
        assertDone(releases.downgrade("", USUAL, told::add));
        assertEquals(List.of(1, 3), List.of(level("one"), level("use")));
        assertEquals(List.of(), stopped);
        assertRuns("one 1.0.0", "two 1.0.0", "use 1.0.0");
    }

    private int level(String name) {
        return felix.bundle(name).adapt(BundleStartLevel.class).getStartLevel();
    }

    @Test
    void whoHasComeDownHasNoReleaseToDowngradeTo() {
        archive("2", second());
        assertDone(upgrade("2"));
        assertDone(releases.downgrade("", USUAL, told::add));
        Answer again = releases.downgrade("", USUAL, told::add);
        assertEquals(1, again.exitCode(), again.toString());
        assertTrue(again.toString().contains("there is no release to downgrade to"), again::toString);
        assertRuns("one 1.0.0", "two 1.0.0", "use 1.0.0");
    }

    @Test
    void aDowngradeGoesOnDownwards() {
        archive("2", second());
        assertDone(upgrade("2"));
        Map<String, byte[]> third = second();
        third.remove("one-1.1.0.jar");
        third.put("one-1.2.0.jar", Felix.probe("one", "1.2.0", with("Probe-Start", "ok")));
        archive("3", third);
        assertDone(upgrade("3"));
        assertDone(releases.downgrade("", USUAL, told::add));
        assertRuns("one 1.1.0", "new 1.0.0", "use 1.0.0");
        assertDone(releases.downgrade("", USUAL, told::add));
        assertRuns("one 1.0.0", "two 1.0.0", "use 1.0.0");
    }

    @Test
    void allThatIsWrongIsToldAtOnceWhateverElseIsDamaged() throws Exception {
        Map<String, byte[]> jars = first();
        jars.remove("one-1.0.0.jar");
        jars.put("one-1.1.0.jar", Felix.probe("one", "1.1.0", "Export-Package", "fil.release.probe;version=1.0"));
        jars.put("lonely-1.0.0.jar", Felix.probe("lonely", "1.0.0", "Import-Package", "no.such.thing"));
        jars.put("lost-1.0.0.jar", Felix.probe("lost", "1.0.0"));
        TestTar tar = new TestTar();
        jars.forEach((name, bytes) -> {
            if (!name.startsWith("lost")) {
                tar.file("bundle/" + name, name.startsWith("two") ? "not this".getBytes() : bytes);
            }
        });
        tar.file("releases/2/2.json", TestRelease.feature("2", jars).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .into(Files.createDirectories(store.layout().releases().resolve("2"))
                        .resolve("fil.tar.gz"));
        Answer check = releases.check("2/fil", USUAL);
        assertEquals(10, check.exitCode(), check.toString());
        assertEquals(4, ((Answer.Refused) check).problems().size(), check::toString);
        assertRefused(
                "lost 1.0.0 is missing",
                "bundle/two-1.0.0.jar in the archive is not what the release says",
                "--lose-state one",
                "lonely 1.0.0 will not resolve",
                "no.such.thing");
        ChangeRecord noted = history().get(0);
        assertEquals(List.of("1", "2", Outcome.REFUSED), List.of(noted.from(), noted.to(), noted.outcome()));
        assertTrue(noted.problems().toString().contains("no.such.thing"), noted::toString);
    }

    @Test
    void thePlanToTheReleaseThatRunsIsToDoNothing() {
        assertTrue(((Answer.Planned) releases.plan("1", USUAL)).nothing());
    }

    @Test
    void aReleaseThatIsNowhereIsNamedAsItWasTyped() {
        for (String what : List.of("q", "q/fil", "q.tar.gz", "../q", "a b")) {
            Answer answer = releases.upgrade(what, USUAL, told::add);
            assertEquals(1, answer.exitCode());
            assertTrue(answer.toString().contains("'" + what), answer::toString);
        }
    }

    @Test
    void theViewIsHeldWhileAnythingIsStopped() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        ServiceListener listener =
                event -> seen.add((event.getType() == ServiceEvent.REGISTERED ? "held " : "released ")
                        + felix.bundle("one").getVersion()
                        + (felix.bundle("one").getState() == Bundle.ACTIVE ? " active" : " stopped"));
        try {
            felix.context().addServiceListener(listener, "(osgi.condition.id=fil.release.hold)");
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        archive("2", second());
        assertDone(upgrade("2"));
        assertEquals(List.of("held 1.0.0 active", "released 1.1.0 active"), seen);
    }

    @Test
    void aBundleThatIsUsedTakesItsUsersAlong() {
        Map<String, byte[]> jars = first();
        jars.remove("one-1.0.0.jar");
        jars.put("one-1.2.0.jar", Felix.probe("one", "1.2.0", with("Export-Package", "fil.release.probe;version=1.2")));
        archive("2", jars);
        assertTrue(((Answer.Planned) releases.plan("2", USUAL))
                .steps().stream()
                        .anyMatch(step -> step.verb().equals("refresh")
                                && step.subject().equals("one")
                                && step.detail().startsWith("wires anew use")));
        assertDone(upgrade("2"));
        assertRuns("one 1.2.0", "two 1.0.0", "use 1.0.0");
        assertTrue(
                felix.bundle("use").adapt(org.osgi.framework.wiring.BundleWiring.class).getRequiredWires(null).stream()
                        .anyMatch(wire -> wire.getProvider()
                                        .getBundle()
                                        .getVersion()
                                        .toString()
                                        .equals("1.2.0")
                                && wire.getProviderWiring().isCurrent()));
    }

    @Test
    void aVersionThatThrowsInItsStartIsUndone() {
        assertUndone(bad("Probe-Start", "throw"), "the probe throws");
    }

    @Test
    void aVersionThatThrowsAnErrorIsUndone() {
        assertUndone(bad("Probe-Start", "error"), "the probe misses a method");
    }

    @Test
    @Tag("hangs")
    void aVersionThatHangsInItsStartIsUndone() {
        assertUndone(bad("Probe-Start", "hang"), "did not end in time");
    }

    @Test
    void aComponentThatThrowsIsUndoneAtOnce() {
        assertUndone(bad("Probe-Activate", "throw"), "the component one of one 1.1.0 failed");
    }

    @Test
    @Tag("hangs")
    void aVersionThatHangsAndHearsNothingIsLeftBesideTheOldOneAndSaidSo() {
        archive("2", bad("Probe-Start", "deaf"));
        Answer answer = upgrade("2");
        assertEquals(12, answer.exitCode(), answer.toString());
        assertTrue(
                ((Answer.Executed) answer)
                        .change()
                        .course()
                        .orElseThrow()
                        .left()
                        .get(0)
                        .contains("one 1.1.0 hangs and cannot be removed; the old version was started beside it"),
                answer::toString);
        assertTrue(java.util.Arrays.stream(felix.context().getBundles())
                .anyMatch(bundle -> bundle.getState() == Bundle.ACTIVE
                        && "one".equals(bundle.getSymbolicName())
                        && bundle.getVersion().toString().equals("1.0.0")));
        assertEquals("1", store.status().permanent());
    }

    @Test
    void theStateIsAsItWasAfterAnUndo() {
        assertUndone(bad("Probe-Activate", "throw"), "the component throws");
        // the undo put back what 1.0.0 had kept, then 1.0.0 started and kept it again
        assertEquals("1.0.0", Felix.text(home.resolve("state/one/probe.json")));
        assertFalse(Files.exists(store.layout().releases().resolve(".undo")));
        assertFalse(Files.exists(store.layout().releases().resolve(".ballast")));
    }

    @Test
    void aBundleThatWillNotResolveIsRefused() {
        archive("2", bad("Import-Package", "no.such.thing"));
        assertRefused("one 1.1.0 will not resolve: nothing provides osgi.wiring.package", "no.such.thing");
    }

    @Test
    void aStatefulBundleWhoseNewVersionDoesNotTakeOverIsRefusedUnlessTold() {
        Map<String, byte[]> jars = first();
        jars.remove("one-1.0.0.jar");
        jars.put("one-1.1.0.jar", Felix.probe("one", "1.1.0", "Export-Package", "fil.release.probe;version=1.0"));
        archive("2", jars);
        assertRefused("one 1.1.0 does not say that it takes over the state of 1.0.0", "--lose-state one");
        assertEquals(
                0,
                releases.check("2", new ChangeOptions(true, List.of("one"), "a test"))
                        .exitCode());
        assertDone(releases.upgrade("2", new ChangeOptions(true, List.of("one"), "a test"), told::add));
    }

    @Test
    void anArchiveThatLacksABundleIsRefused() throws Exception {
        Map<String, byte[]> jars = second();
        TestTar tar = new TestTar();
        jars.forEach((name, bytes) -> {
            if (!name.startsWith("new")) {
                tar.file("bundle/" + name, bytes);
            }
        });
        tar.file("releases/2/2.json", TestRelease.feature("2", jars).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .into(Files.createDirectories(store.layout().releases().resolve("2"))
                        .resolve("fil.tar.gz"));
        assertRefused("new 1.0.0 is missing");
    }

    @Test
    void aBundleUpdatedByHandIsKeptShownAndUpgraded() throws Exception {
        felix.bundle("one")
                .update(new java.io.ByteArrayInputStream(
                        Felix.probe("one", "1.0.5", with("Export-Package", "fil.release.probe;version=1.0"))));
        assertEquals(
                "one is 1.0.5, release 1 has 1.0.0", versions().changedByHand().get(0));
        archive("2", bad("Probe-Start", "throw"));
        assertEquals(11, upgrade("2").exitCode());
        assertRuns("one 1.0.5", "two 1.0.0", "use 1.0.0");
        Map<String, byte[]> jars = second();
        jars.remove("one-1.1.0.jar");
        jars.put("one-1.2.0.jar", Felix.probe("one", "1.2.0", with("Probe-Start", "ok")));
        archive("3", jars);
        assertDone(upgrade("3"));
        assertRuns("one 1.2.0", "new 1.0.0", "use 1.0.0");
    }

    @Test
    void theReleaseThatRunsIsNotOverwrittenByAnotherOfItsName() {
        archive("2", second());
        assertDone(upgrade("2"));
        archive("2", bad("Probe-Start", "throw"));
        assertEquals(10, releases.upgrade("2/fil", USUAL, told::add).exitCode());
    }

    @Test
    @Tag("hangs")
    void aSecondChangeIsRefusedWhileOneRuns() {
        archive("2", bad("Probe-Start", "hang"));
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> upgrade("2"));
        org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !told.isEmpty());
        Answer second = upgrade("2");
        assertEquals(13, second.exitCode());
        Answer.UnderWay running = ((Answer.Busy) second).running();
        assertEquals(List.of("the upgrade to 2", "a test"), List.of(running.what(), running.who()));
        assertEquals(11, first.join().exitCode());
    }

    @Test
    void aChangeThatIsNotLastingIsForgottenByTheNextStart() {
        archive("2", second());
        assertDone(releases.upgrade("2", new ChangeOptions(false, List.of(), "a test"), told::add));
        assertEquals(
                List.of(new Answer.Known("1", "permanent at the next start"), new Answer.Known("2", "current")),
                versions().releases());
        assertEquals("1", store.status().permanent());
        assertDone(releases.permanent("2", USUAL));
        assertEquals("2", store.status().permanent());
    }

    @Test
    void aReleaseThatIsOldIsRemovedWithTheFilesThatOnlyItHas() {
        archive("2", second());
        assertDone(upgrade("2"));
        assertEquals(1, releases.remove("2").exitCode());
        assertDone(releases.remove("1"));
        assertEquals(List.of("2"), store.names());
        assertFalse(Files.exists(store.layout().bundles().resolve("one-1.0.0.jar")));
        assertTrue(Files.exists(store.layout().bundles().resolve("use-1.0.0.jar")), "release 2 has it too");
    }

    private void assertUndone(Map<String, byte[]> jars, String why) {
        archive("2", jars);
        Answer answer = upgrade("2");
        assertEquals(11, answer.exitCode(), answer + "\n" + told.toString());
        assertTrue(answer.toString().contains(why), answer::toString);
        assertRuns("one 1.0.0", "two 1.0.0", "use 1.0.0");
        assertEquals(new Status("1", "1", java.util.Set.of(), ""), store.status());
    }

    private void assertRefused(String... why) {
        List<String> before = store.names();
        Answer answer = upgrade("2");
        assertEquals(10, answer.exitCode(), answer.toString());
        for (String part : why) {
            assertTrue(answer.toString().contains(part), answer::toString);
        }
        assertEquals(before, store.names(), "nothing was changed");
        assertRuns("one 1.0.0", "two 1.0.0", "use 1.0.0");
    }

    private static void assertDone(Answer answer) {
        assertEquals(0, answer.exitCode(), answer.toString());
    }

    private void assertRuns(String... bundles) {
        List<String> active = java.util.Arrays.stream(felix.context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("fil:") && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .sorted()
                .toList();
        assertEquals(java.util.Arrays.stream(bundles).sorted().toList(), active, told.toString());
    }

    private List<ChangeRecord> history() {
        return ((Answer.History) releases.history()).changes();
    }

    private Answer.Versions versions() {
        return (Answer.Versions) releases.versions();
    }

    private Answer upgrade(String name) {
        return releases.upgrade(name, USUAL, told::add);
    }

    /** one is stateful and used by use; two and use have no state. */
    private static Map<String, byte[]> first() {
        Map<String, byte[]> jars = new LinkedHashMap<>();
        jars.put(
                "one-1.0.0.jar",
                Felix.probe(
                        "one",
                        "1.0.0",
                        with("Export-Package", "fil.release.probe;version=1.0", "Probe-Activate", "ok")));
        jars.put("two-1.0.0.jar", Felix.probe("two", "1.0.0"));
        jars.put("use-1.0.0.jar", Felix.probe("use", "1.0.0", "Import-Package", "fil.release.probe"));
        return jars;
    }

    /** one is updated, two goes, new comes. */
    private static Map<String, byte[]> second() {
        Map<String, byte[]> jars = first();
        jars.remove("one-1.0.0.jar");
        jars.remove("two-1.0.0.jar");
        jars.put("one-1.1.0.jar", Felix.probe("one", "1.1.0", with("Export-Package", "fil.release.probe;version=1.0")));
        jars.put("new-1.0.0.jar", Felix.probe("new", "1.0.0"));
        return jars;
    }

    /** As the second, but one behaves badly. */
    private static Map<String, byte[]> bad(String... headers) {
        Map<String, byte[]> jars = second();
        jars.put("one-1.1.0.jar", Felix.probe("one", "1.1.0", with(headers)));
        return jars;
    }

    private static String[] with(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(TAKES_OVER));
        if (!all.contains("Export-Package")) {
            all.addAll(List.of("Export-Package", "fil.release.probe;version=1.0"));
        }
        return all.toArray(String[]::new);
    }

    private void archive(String name, Map<String, byte[]> jars) {
        try {
            TestTar.release(name, jars)
                    .into(Files.createDirectories(store.layout().releases().resolve(name))
                            .resolve("fil.tar.gz"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void unpacked(String name, Map<String, byte[]> jars) {
        archive(name, jars);
        try (Candidate candidate = new Sources(store, "").find(name, Terms.STRICT)) {
            assertEquals(List.of(), candidate.problems());
            candidate.settle();
        }
    }
}
