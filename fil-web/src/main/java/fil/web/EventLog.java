package fil.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The latest events, for those who come back, and the state that they lead to, for those who come. Not thread-safe. */
final class EventLog {
    private static final int KEPT = 100;

    private final String age;
    private final String files;
    private final Deque<Event> kept = new ArrayDeque<>();
    private Optional<Event> colour = Optional.empty();
    private Optional<Event> page = Optional.empty();
    private byte[] shownColour = {};
    private String shownPage = "";
    private long count;

    /**
     * @param age differs from that of every log before
     * @param files the tag of the files that a page is made with: a page that has others must be loaded anew
     */
    EventLog(String age, String files) {
        this.age = age;
        this.files = files;
    }

    /** What is new in a view, in the order of the ids. */
    List<Event> look(View view) {
        List<Event> fresh = new ArrayList<>();
        if (!view.page().tag().equals(shownPage)) {
            shownPage = view.page().tag();
            page = Optional.of(next("page", "{\"page\":" + shownPage + ",\"files\":" + files + "}"));
            page.ifPresent(fresh::add);
        }
        if (!Arrays.equals(view.colour().bytes(), shownColour)) {
            shownColour = view.colour().bytes();
            colour = Optional.of(next("colour", new String(shownColour, StandardCharsets.UTF_8)));
            colour.ifPresent(fresh::add);
        }
        return fresh;
    }

    /** What a client has to hear that has heard all up to an id, maybe of another log, or nothing. */
    List<Event> since(String lastId) {
        String start = age + ".";
        if (lastId.startsWith(start)) {
            try {
                long last = Long.parseLong(lastId.substring(start.length()));
                if (last <= count && (kept.isEmpty() || last >= kept.getFirst().number() - 1)) {
                    return kept.stream().filter(event -> event.number() > last).toList();
                }
            } catch (NumberFormatException e) {
                return state();
            }
        }
        return state();
    }

    private List<Event> state() {
        return Stream.of(page, colour)
                .flatMap(Optional::stream)
                .sorted((one, other) -> Long.compare(one.number(), other.number()))
                .toList();
    }

    private Event next(String kind, String data) {
        Event event = Event.of(age, ++count, kind, data);
        kept.add(event);
        if (kept.size() > KEPT) {
            kept.remove();
        }
        return event;
    }
}
