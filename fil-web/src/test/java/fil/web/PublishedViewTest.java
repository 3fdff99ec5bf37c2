package fil.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.colour.Phase;
import fil.colour.Reading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PublishedViewTest {
    private static final Duration CYCLE = Duration.ofSeconds(4);

    private final HandTurnedTime time = new HandTurnedTime();
    private final PublishedView board =
            new PublishedView(time.time(), new WebLimits(5_000, 10_000_000_000L, 10, 10, Duration.ofMillis(1_200)));
    private final AtomicInteger changes = new AtomicInteger();

    @BeforeEach
    void watched() {
        board.watch(changes::incrementAndGet);
    }

    @Nested
    class TheColour {
        @Test
        void isOfferedUntilItRunsOut() {
            machine("a", "olive", "green", "lime");
            assertEquals("{\"color\":\"olive\"}", colour());
            time.passMillis(3_999);
            assertTrue(colourHolds());
            time.passMillis(1);
            assertFalse(colourHolds());
            assertFalse(colourIsMissed());
        }

        @Test
        void isNotTouchedByASetWallClock() {
            machine("a", "olive", "green", "lime");
            time.setWall(Duration.ofHours(-5));
            time.passMillis(3_999);
            assertTrue(colourHolds());
            time.setWall(Duration.ofHours(10));
            assertTrue(colourHolds());
            time.passMillis(1);
            assertFalse(colourHolds());
        }

        @Test
        void outlivesItsMachineUntilItRunsOut() {
            machine("a", "olive", "green", "lime");
            board.colourSourceGone("a");
            time.passMillis(3_999);
            assertTrue(colourHolds());
        }

        @Test
        void isMissedOnceTheMachineIsGoneForTheGrace() {
            board.colourSourceCame("a");
            publish("a", Duration.ofHours(1), "olive", "green");
            time.passMillis(60_000);
            assertTrue(colourHolds());
            board.colourSourceGone("a");
            time.passMillis(9_999);
            assertTrue(colourHolds());
            time.passMillis(1);
            assertFalse(colourHolds());
            assertTrue(colourIsMissed());
        }

        @Test
        void isNotMissedWhenAnotherMachineComesInTime() {
            machine("a", "olive", "green", "lime");
            board.colourSourceGone("a");
            time.passMillis(9_000);
            machine("b", "green", "red", "olive");
            time.passMillis(2_000);
            assertEquals("{\"color\":\"green\"}", colour());
            assertTrue(colourHolds());
        }

        @Test
        void isMissedWhenNoMachineEverCame() {
            time.passMillis(9_999);
            assertFalse(colourIsMissed());
            time.passMillis(1);
            assertTrue(colourIsMissed());
        }

        @Test
        void ofAMachineThatWasReplacedIsNotTaken() {
            machine("a", "olive", "green", "lime");
            machine("b", "green", "red", "olive");
            publish("a", CYCLE, "lime", "olive", "green");
            board.colourSourceGone("a");
            assertEquals("{\"color\":\"green\"}", colour());
            assertTrue(board.colourTrouble().isEmpty());
        }

        @Test
        void wakesThoseWhoWait() {
            board.colourSourceCame("a");
            int before = changes.get();
            publish("a", CYCLE, "olive", "green", "lime");
            assertEquals(before + 1, changes.get());
        }
    }

    @Nested
    class ThePage {
        @Test
        void staysWhileItsTemplatesAreReplaced() {
            page("a", "Hello #1");
            board.pageSourceGone("a");
            time.passMillis(9_999);
            assertEquals("Hello #1", page());
            assertTrue(board.view().page().holds(board.now()));
            page("b", "Hello #2");
            time.passMillis(60_000);
            assertEquals("Hello #2", page());
            assertTrue(board.view().page().holds(board.now()));
        }

        @Test
        void isMissedOnceItsTemplatesAreGoneForTheGrace() {
            page("a", "Hello #1");
            board.pageSourceGone("a");
            time.passMillis(10_000);
            assertFalse(board.view().page().holds(board.now()));
        }

        @Test
        void ofABrokenTemplateLeavesTheOneBeforeAndIsReported() {
            page("a", "Hello #1");
            board.pageSourceGone("a");
            board.pageSourceCame("b");
            board.pageBroken("b", "line 3 is wrong");
            time.passMillis(60_000);
            assertEquals("Hello #1", page());
            assertTrue(board.view().page().holds(board.now()));
            assertEquals(
                    new Trouble(false, "line 3 is wrong"), board.pageTrouble().orElseThrow());
        }

        @Test
        void hasATagOfItsContent() {
            page("a", "Hello #1");
            String first = board.view().page().tag();
            page("b", "Hello #2");
            assertFalse(first.equals(board.view().page().tag()));
            page("c", "Hello #1");
            assertEquals(first, board.view().page().tag());
        }
    }

    @Nested
    class AHold {
        @BeforeEach
        void releaseA() {
            machine("a", "olive", "green", "lime");
            page("a", "Hello #1");
        }

        @Test
        void keepsTheViewAndTheCutOverChangesColourAndPageInOneWrite() {
            board.hold();
            machine("b", "red", "olive", "green");
            page("b", "Hello #2");
            assertEquals("{\"color\":\"olive\"}", colour());
            assertEquals("Hello #1", page());
            int before = changes.get();
            board.release();
            assertEquals("{\"color\":\"red\"}", colour());
            assertEquals("Hello #2", page());
            assertEquals(before + 1, changes.get());
        }

        @Test
        void letsTheColourKeepToItsCourseForAsLongAsItLasts() {
            board.hold();
            board.colourSourceGone("a");
            machine("b", "red", "olive", "green");
            for (int move = 1; move <= 100; move++) {
                time.pass(CYCLE);
                board.follow();
                String expected = List.of("olive", "green", "lime").get(move % 3);
                assertEquals("{\"color\":\"" + expected + "\"}", colour());
                assertTrue(colourHolds());
            }
        }

        @Test
        void catchesUpWithTheCourseAfterALongTime() {
            board.hold();
            time.passMillis(4_000 * 100 + 1_000);
            time.setWall(Duration.ofDays(-3));
            board.follow();
            assertEquals("{\"color\":\"green\"}", colour());
            time.passMillis(2_999);
            assertTrue(colourHolds());
            time.passMillis(1);
            assertFalse(colourHolds());
        }

        @Test
        void startedInTheGraceDoesNotMissTheProviders() {
            board.colourSourceGone("a");
            board.pageSourceGone("a");
            time.passMillis(3_000);
            board.hold();
            time.passMillis(60_000);
            board.follow();
            assertTrue(colourHolds());
            assertTrue(board.view().page().holds(board.now()));
        }

        @Test
        void revivesNothingThatWasMissedBefore() {
            board.colourSourceGone("a");
            time.passMillis(11_000);
            board.hold();
            board.follow();
            assertFalse(colourHolds());
        }

        @Test
        void revivesNoColourThatRanOutLongerThanAMomentAgoWithItsMachine() {
            board.colourSourceGone("a");
            time.passMillis(5_000);
            board.hold();
            board.follow();
            assertFalse(colourHolds());
        }

        @Test
        void goesOnWithAColourThatRanOutAsItsMachineWasReplaced() {
            board.colourSourceGone("a");
            time.passMillis(4_500);
            board.hold();
            board.follow();
            assertEquals("{\"color\":\"green\"}", colour());
            assertTrue(colourHolds());
        }

        @Test
        void thatEndsWithoutANewPageKeepsTheOldOneForTheRestOfTheGrace() {
            board.hold();
            board.pageSourceGone("a");
            time.passMillis(4_000);
            board.release();
            time.passMillis(5_999);
            assertTrue(board.view().page().holds(board.now()));
            time.passMillis(1);
            assertFalse(board.view().page().holds(board.now()));
        }

        @Test
        void endsWithTheLastOfSeveralHolds() {
            board.hold();
            board.hold();
            page("b", "Hello #2");
            board.release();
            assertEquals("Hello #1", page());
            board.release();
            assertEquals("Hello #2", page());
        }

        @Test
        void thatIsUndoneShowsTheOldReleaseWithNothingBetween() {
            board.hold();
            board.pageSourceGone("a");
            board.pageSourceCame("b");
            board.pageBroken("b", "line 3 is wrong");
            board.pageSourceGone("b");
            page("a again", "Hello #1");
            assertTrue(board.pageTrouble().isEmpty());
            board.release();
            assertEquals("Hello #1", page());
        }
    }

    @Nested
    class WebHealth {
        @Test
        void isRedInAHoldUntilTheNewMachineHasGivenAColour() {
            machine("a", "olive", "green", "lime");
            assertTrue(board.colourTrouble().isEmpty());
            board.hold();
            board.colourSourceGone("a");
            assertTrue(board.colourTrouble().orElseThrow().passing());
            board.colourSourceCame("b");
            assertTrue(board.colourTrouble().orElseThrow().passing());
            publish("b", CYCLE, "red", "olive", "green");
            assertTrue(board.colourTrouble().isEmpty());
        }

        @Test
        void isRedForGoodWhenTheProviderIsGoneForTheGrace() {
            time.passMillis(10_000);
            assertFalse(board.colourTrouble().orElseThrow().passing());
            assertFalse(board.pageTrouble().orElseThrow().passing());
        }

        @Test
        void isRedWhenTheMachineStandsStill() {
            machine("a", "olive", "green", "lime");
            time.passMillis(13_999);
            assertTrue(board.colourTrouble().isEmpty());
            time.passMillis(1);
            assertTrue(board.colourTrouble().orElseThrow().sentence().contains("ran out 10 s ago"));
        }
    }

    @Test
    void aNewGraceCountsForAProviderThatIsAlreadyGone() {
        machine("a", "olive", "green", "lime");
        page("a", "Hello #1");
        Offer before = board.view().colour();
        board.limits(new WebLimits(1, 1, 1, 1, CYCLE));
        assertSame(before, board.view().colour());
        board.pageSourceGone("a");
        board.limits(new WebLimits(5_000, 20_000_000_000L, 10, 10, CYCLE));
        time.passMillis(19_999);
        assertTrue(board.view().page().holds(board.now()));
        time.passMillis(1);
        assertFalse(board.view().page().holds(board.now()));
    }

    private void machine(Object source, String colour, String... next) {
        board.colourSourceCame(source);
        publish(source, CYCLE, colour, next);
    }

    private void publish(Object source, Duration lasts, String colour, String... next) {
        var course = new java.util.ArrayList<Phase>();
        for (String name : next) {
            course.add(new Phase(name, lasts));
        }
        course.add(new Phase(colour, lasts));
        board.reading(source, new Reading(colour, time.wall().plus(lasts), course));
    }

    private void page(Object source, String html) {
        board.pageSourceCame(source);
        board.page(source, html.getBytes(UTF_8));
    }

    private String colour() {
        return new String(board.view().colour().bytes(), UTF_8);
    }

    private boolean colourHolds() {
        return board.view().colour().holds(board.now());
    }

    private boolean colourIsMissed() {
        return board.view().colour().isMissed(board.now());
    }

    private String page() {
        return new String(board.view().page().bytes(), UTF_8);
    }
}
