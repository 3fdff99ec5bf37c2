package fil.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private static final String OLIVE = "id: age.1\nevent: colour\ndata: {\"color\":\"olive\"}\n\n";

    private final EventLog log = new EventLog("age", "\"files\"");
    private Offer page = Offer.none(0, 0);

    @Test
    void nothingIsSaidOfAViewThatHasNothing() {
        assertTrue(log.look(View.empty(0, 0)).isEmpty());
        assertTrue(log.since("").isEmpty());
    }

    @Test
    void aColourIsSaidOnceHoweverOftenItIsPublished() {
        assertEquals(List.of(OLIVE), look("olive"));
        assertEquals(List.of(), look("olive"));
    }

    @Test
    void whoComesHearsTheStateInTheOrderOfItsEvents() {
        look("olive");
        page("Hello #1");
        look("green");
        look("lime");
        List<String> state = texts(log.since(""));
        assertEquals(2, state.size());
        assertTrue(state.get(0).startsWith("id: age.2\nevent: page\n"), state.get(0));
        assertTrue(state.get(1).startsWith("id: age.4\nevent: colour\ndata: {\"color\":\"lime\"}"), state.get(1));
    }

    @Test
    void whoComesBackHearsAllThatWasMissedAndNothingElse() {
        look("olive");
        look("green");
        look("lime");
        List<String> missed = texts(log.since("age.1"));
        assertEquals(2, missed.size());
        assertTrue(missed.get(0).contains("green"));
        assertTrue(missed.get(1).contains("lime"));
        assertTrue(log.since("age.3").isEmpty());
    }

    @Test
    void whoHeardAnotherLogOrNonsenseHearsTheState() {
        look("olive");
        for (String id : List.of("other.7", "age.x", "age.", "age.99", "age.-1", "\r\n")) {
            assertEquals(List.of(OLIVE), texts(log.since(id)), id);
        }
    }

    @Test
    void whoWasAwayForTooLongHearsTheState() {
        for (int i = 0; i < 300; i++) {
            look(i % 2 == 0 ? "olive" : "green");
        }
        assertEquals(1, log.since("age.1").size());
        assertEquals(1, log.since("age.199").size());
        assertEquals(100, log.since("age.200").size());
    }

    private void page(String html) {
        page = Offer.lasting(html.getBytes(UTF_8), "text/html", 0);
    }

    private List<String> look(String colour) {
        Offer offer = Offer.until(1, ("{\"color\":\"" + colour + "\"}").getBytes(UTF_8), HttpAnswers.PLAIN, 0);
        return texts(log.look(new View(Optional.empty(), offer, page)));
    }

    private static List<String> texts(List<Event> events) {
        return events.stream().map(event -> new String(event.bytes(), UTF_8)).toList();
    }
}
