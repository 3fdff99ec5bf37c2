package fil.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.health.Finding.Weight;
import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Part;
import fil.health.Snapshot.Running;
import fil.health.Snapshot.Served;
import fil.health.Snapshot.State;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** What holds for every system: a hundred made-up ones for each property. */
class ExpectationTest {
    private static final BiPredicate<String, String> ALL_CLASSES = (bundle, name) -> true;
    private static final BiPredicate<String, String> NO_CLASS = (bundle, name) -> false;

    private Verdict judge(Systems before, Systems now, BiPredicate<String, String> classes) {
        return new Expectation(before.snapshot(), before.bundles.keySet(), classes).judge(now.snapshot());
    }

    private static Systems system(RepetitionInfo repetition) {
        return Systems.random(random(repetition));
    }

    private static Random random(RepetitionInfo repetition) {
        return new Random(repetition.getCurrentRepetition());
    }

    private static void says(Verdict verdict, Weight weight, String... words) {
        assertTrue(verdict.has(weight), () -> weight + " expected: " + verdict);
        for (String word : words) {
            assertTrue(verdict.words(weight).contains(word), () -> word + " expected: " + verdict);
        }
    }

    @RepeatedTest(100)
    void whatIsAsItWasIsWellAndSoIsWhatIsMore(RepetitionInfo repetition) {
        Systems before = system(repetition);
        Systems now = before.copy();
        assertEquals(Verdict.WELL, judge(before, now, ALL_CLASSES));
        now.bundles.put("more", Systems.running("1.0.0"));
        now.parts.add(Systems.part("more", "c", State.SATISFIED));
        now.parts.add(Systems.part("more", "idle", State.UNCONFIGURED));
        now.served.add(new Served(Kind.PATH, "/more", "more", "c"));
        now.refused.clear();
        now.red.clear();
        assertEquals(Verdict.WELL, judge(before, now, ALL_CLASSES));
    }

    @RepeatedTest(100)
    void whateverIsLostIsMissed(RepetitionInfo repetition) {
        Systems before = system(repetition);
        List<Served> all = before.served.stream()
                .filter(it -> it.kind() != Kind.SERVICE || !it.component().isEmpty())
                .toList();
        Served lost = Systems.any(random(repetition), all);
        Systems now = before.copy();
        now.served.remove(lost);
        Weight ofPath = lost.component().isEmpty() ? Weight.AWAITED : Weight.STUCK;
        boolean decided = lost.kind() == Kind.PATH && isAWhiteboardThere(now);
        says(judge(before, now, ALL_CLASSES), decided ? ofPath : Weight.COMING, lost.toString(), lost.bundle());
    }

    private static boolean isAWhiteboardThere(Systems now) {
        return now.served.stream().anyMatch(it -> it.kind() == Kind.CONTEXT);
    }

    @RepeatedTest(100)
    void aPathThatItsComponentServesNoMoreIsNotOnItsWay(RepetitionInfo repetition) {
        Systems before = system(repetition);
        String bundle = before.bundle(random(repetition));
        Served path = new Served(Kind.PATH, "/shop", bundle, "shop");
        before.parts.add(Systems.part(bundle, "shop", State.SATISFIED));
        before.served.add(path);
        before.served.add(new Served(Kind.CONTEXT, "default at /", "", ""));
        Systems now = before.copy();
        now.served.remove(path);
        says(judge(before, now, ALL_CLASSES), Weight.STUCK, "/shop", bundle);
        now.served.removeIf(it -> it.kind() == Kind.CONTEXT);
        assertFalse(judge(before, now, ALL_CLASSES).has(Weight.STUCK), "without a whiteboard it may be on its way");
    }

    @RepeatedTest(100)
    void whatIsTakenOutWithItsBundleOrByAnOlderOneOrBySayingSoIsNotMissed(RepetitionInfo repetition) {
        Systems before = system(repetition);
        String bundle = before.bundle(random(repetition));
        Systems without = before.copy();
        without.bundles.remove(bundle);
        without.served.removeIf(it -> it.bundle().equals(bundle));
        without.parts.removeIf(it -> it.bundle().equals(bundle));
        assertEquals(Verdict.WELL, judge(before, without, NO_CLASS));
        without.bundles.put(bundle, Systems.running("1.0.0"));
        assertEquals(Verdict.WELL, judge(before, without, ALL_CLASSES));
        without.bundles.put(
                bundle, new Running(Version.parseVersion("3.0.0"), 1, true, Set.of(), Set.of("/" + bundle + "*")));
        assertEquals(Verdict.WELL, judge(before, without, NO_CLASS));
    }

    @RepeatedTest(100)
    void aComponentThatLosesItsConfigurationOnPurposeIsTakenOutAndOnlyThen(RepetitionInfo repetition) {
        Systems before = system(repetition);
        before.parts.add(Systems.part("b0", "x", State.SATISFIED));
        Served path = new Served(Kind.PATH, "/x", "b0", "x");
        before.served.add(path);
        Systems now = before.copy();
        now.served.remove(path);
        now.parts.removeIf(it -> it.name().equals("x"));
        now.parts.add(Systems.part("b0", "x", State.UNCONFIGURED));
        Expectation onPurpose = new Expectation(before.snapshot(), Set.of(), Set.of("b0 x"), ALL_CLASSES);
        assertEquals(Verdict.WELL, onPurpose.judge(now.snapshot()));
        assertEquals(List.of(path), onPurpose.takenOut(now.snapshot()));
        says(judge(before, now, ALL_CLASSES), Weight.STUCK, "the component x", "a configuration that nobody has");
        now.parts.removeIf(it -> it.name().equals("x"));
        now.parts.add(Systems.part("b0", "x", State.UNSATISFIED));
        assertTrue(onPurpose.judge(now.snapshot()).has(Weight.STUCK));
    }

    @RepeatedTest(100)
    void aComponentThatIsGoneWithItsClassIsTakenOutAndOneWhoseClassIsLeftIsForgotten(RepetitionInfo repetition) {
        Systems before = system(repetition);
        before.parts.add(Systems.part("b0", "x", State.SATISFIED));
        Served path = new Served(Kind.PATH, "/x", "b0", "x");
        before.served.add(path);
        Systems now = before.copy();
        now.bundles.put("b0", Systems.running("3.0.0"));
        now.served.remove(path);
        now.parts.removeIf(it -> it.name().equals("x"));
        assertEquals(Verdict.WELL, judge(before, now, NO_CLASS));
        assertEquals(
                List.of(path), new Expectation(before.snapshot(), Set.of("b0"), NO_CLASS).takenOut(now.snapshot()));
        says(judge(before, now, ALL_CLASSES), Weight.STUCK, "no longer declares the component x", "b0 3.0.0", "/x");
        // the same class under another name is not forgotten
        String code = Systems.code("b0", "x");
        now.parts.add(new Part("b0", "z", code, State.UNSATISFIED, Set.of("type.x"), Set.of("q"), ""));
        says(judge(before, now, ALL_CLASSES), Weight.STUCK, "the component z", "nobody offers: q");
        assertFalse(judge(before, now, ALL_CLASSES).has(Weight.FAILED));
        now.parts.removeIf(it -> it.name().equals("z"));
        // its successor under another name is there, and waits
        now.parts.add(new Part("b0", "y", "y", State.UNCONFIGURED, Set.of("type.x"), Set.of(), ""));
        says(judge(before, now, NO_CLASS), Weight.STUCK, "the component y", "a configuration that nobody has");
    }

    @RepeatedTest(100)
    void whatTheWhiteboardRefusesNewlyIsAFailureAtOnce(RepetitionInfo repetition) {
        Systems before = system(repetition);
        Systems now = before.copy();
        String bundle = now.bundle(random(repetition));
        now.refused.add(new Snapshot.Refused("filter login", bundle, "it threw in its init()", true, false));
        says(judge(before, now, ALL_CLASSES), Weight.FAILED, "filter login", bundle, "it threw in its init()");
        now.refused.clear();
        now.refused.add(new Snapshot.Refused("filter login", bundle, "no servlet context matches it", false, true));
        says(judge(before, now, ALL_CLASSES), Weight.STUCK, "no servlet context matches it");
        // a bundle that is new may bring something for a context that is not there
        now.refused.clear();
        now.bundles.put("new", Systems.running("1.0.0"));
        now.refused.add(new Snapshot.Refused("servlet", "new", "no servlet context matches it", false, true));
        assertEquals(Verdict.WELL, judge(before, now, ALL_CLASSES));
    }

    @RepeatedTest(100)
    void aComponentThatWorkedMustWorkAgain(RepetitionInfo repetition) {
        Systems before = system(repetition);
        Part well = Systems.part("b0", "x", State.SATISFIED);
        before.parts.add(well);
        for (State state : State.values()) {
            Systems now = before.copy();
            now.replace(well, old -> Systems.part("b0", "x", state));
            Verdict verdict = judge(before, now, ALL_CLASSES);
            switch (state) {
                case SATISFIED -> assertEquals(Verdict.WELL, verdict);
                case FAILED -> says(verdict, Weight.FAILED, "the component x of b0 2.0.0 failed: broken");
                case UNSATISFIED -> says(verdict, Weight.STUCK, "waits for a service that nobody offers: needed");
                default -> says(verdict, Weight.STUCK, "waits for a configuration that nobody has");
            }
        }
    }

    @RepeatedTest(100)
    void aNewComponentThatLacksAServiceIsAFailureAndOneThatLiesIdleIsNot(RepetitionInfo repetition) {
        Systems before = system(repetition);
        Systems now = before.copy();
        now.parts.add(Systems.part("b0", "new", State.UNCONFIGURED));
        assertEquals(Verdict.WELL, judge(before, now, ALL_CLASSES));
        now.parts.add(Systems.part("b0", "newer", State.UNSATISFIED));
        says(judge(before, now, ALL_CLASSES), Weight.STUCK, "the component newer of b0", "needed");
        before.served.add(new Served(Kind.SERVICE, "needed", "b0", ""));
        says(judge(before, now, ALL_CLASSES), Weight.COMING, "the component newer of b0");
        assertFalse(judge(before, now, ALL_CLASSES).has(Weight.FAILED));
    }

    @RepeatedTest(100)
    void aServiceThatGivesNothingIsAFailureUnlessItGaveNothingBefore(RepetitionInfo repetition) {
        Systems before = system(repetition);
        Systems now = before.copy();
        String bundle = now.bundle(random(repetition));
        now.barren.add(new Snapshot.Barren(bundle, "the component x", "its class x.X is missing", true));
        says(
                judge(before, now, ALL_CLASSES),
                Weight.FAILED,
                "the component x of " + bundle,
                "its class x.X is missing");
        before.barren.addAll(now.barren);
        assertEquals(Verdict.WELL, judge(before, now, ALL_CLASSES));
    }

    @RepeatedTest(100)
    void aCheckThatTurnsRedCountsTheLessTheMoreItSaysThatItPasses(RepetitionInfo repetition) {
        Systems before = system(repetition);
        Systems now = before.copy();
        now.red.put("page", new Snapshot.Red("the template cannot be rendered", false));
        says(judge(before, now, ALL_CLASSES), Weight.STUCK, "'page' is red: the template cannot be rendered");
        now.red.put("page", new Snapshot.Red("is being made", true));
        assertEquals(
                List.of(Weight.COMING),
                judge(before, now, ALL_CLASSES).findings().stream()
                        .map(Finding::weight)
                        .toList());
    }

    @Test
    void everyAnswerIsHeldAgainstTheClassOfTheOneBefore() {
        for (int then : List.of(0, 200, 204, 302, 401, 403, 404, 500, 503)) {
            for (int now : List.of(0, 200, 302, 401, 404, 500, 503)) {
                Systems before = new Systems();
                before.answers.put("/x", then);
                Systems after = new Systems();
                after.answers.put("/x", now);
                Verdict verdict = judge(before, after, ALL_CLASSES);
                boolean compared = then != 0 && then < 500;
                boolean unguarded = (then == 401 || then == 403) && now >= 200 && now < 400;
                boolean worse = now == 0 || now >= 400 && now / 100 > Math.max(3, then / 100);
                assertEquals(compared && (worse || unguarded), !verdict.isWell(), then + " then " + now);
            }
        }
    }

    @Test
    void aServiceOfABundlesOwnCodeIsMissedIfItsManifestStillPromisesIt() {
        Systems before = new Systems();
        before.bundles.put("b", Systems.running("1.0.0"));
        before.served.add(new Served(Kind.SERVICE, "a.Type", "b", ""));
        Systems now = new Systems();
        now.bundles.put("b", Systems.running("2.0.0"));
        assertEquals(Verdict.WELL, judge(before, now, ALL_CLASSES));
        now.bundles.put("b", new Running(Version.parseVersion("2.0.0"), 1, true, Set.of("a.Type"), Set.of()));
        says(judge(before, now, ALL_CLASSES), Weight.COMING, "service a.Type");
    }

    @RepeatedTest(100)
    void whatSomebodyElseChangesMeanwhileIsNotHeldAgainstThisChange(RepetitionInfo repetition) {
        Systems before = system(repetition);
        before.bundles.put("mine", Systems.running("1.0.0"));
        Systems now = before.copy();
        String other = "b0";
        now.bundles.put(other, new Running(Version.parseVersion("2.0.0"), 2, true, Set.of(), Set.of()));
        now.served.clear();
        now.red.put("page", new Snapshot.Red("ill", false));
        Expectation mine = new Expectation(before.snapshot(), Set.of("mine"), ALL_CLASSES);
        assertEquals(Verdict.WELL, mine.judge(now.snapshot()));
        now.parts.add(Systems.part("mine", "x", State.FAILED));
        says(mine.judge(now.snapshot()), Weight.FAILED, "the component x of mine");
    }

    @Test
    void whatNobodyIsKnownToServeIsMissedUnlessABundleHasGone() {
        Systems before = new Systems();
        before.bundles.put("b", Systems.running("1.0.0"));
        before.bundles.put("c", Systems.running("1.0.0"));
        before.served.add(new Served(Kind.PATH, "/old", "", ""));
        Systems now = before.copy();
        now.served.clear();
        says(judge(before, now, ALL_CLASSES), Weight.COMING, "the path /old is not there any more");
        now.bundles.remove("c");
        assertEquals(Verdict.WELL, judge(before, now, ALL_CLASSES));
    }

    @Test
    void aStartSaysWhatDoesNotServe() {
        Systems now = new Systems();
        now.bundles.put("b", Systems.running("1.0.0"));
        now.parts.add(Systems.part("b", "well", State.SATISFIED));
        assertEquals(Verdict.WELL, atStart(now));
        now.refused.add(new Snapshot.Refused("servlet x", "b", "no servlet context matches it", false, true));
        says(atStart(now), Weight.STUCK, "servlet x", "no servlet context matches it");
        now.refused.clear();
        now.parts.add(Systems.part("b", "waits", State.UNSATISFIED));
        says(atStart(now), Weight.STUCK, "the component waits");
        now.parts.clear();
        now.parts.add(unconfigured("idle", "some.Service"));
        now.parts.add(unconfigured("factory", "jakarta.servlet.Filter"));
        assertEquals(Verdict.WELL, atStart(now));
        now.parts.add(unconfigured("page", "jakarta.servlet.Servlet"));
        says(atStart(now), Weight.STUCK, "the component page", "a configuration that nobody has");
    }

    private static Part unconfigured(String name, String offers) {
        return new Part("b", name, name, State.UNCONFIGURED, Set.of(offers), Set.of(), "");
    }

    private static Verdict atStart(Systems now) {
        return Expectation.ofStart(Set.of("b"), (bundle, name) -> name.equals("factory"))
                .judge(now.snapshot());
    }
}
