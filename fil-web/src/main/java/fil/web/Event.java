package fil.web;

import java.nio.charset.StandardCharsets;

/**
 * Something that happened to the view, as it goes over the wire. Immutable.
 *
 * @param number counts the events of one hub
 * @param bytes the whole event, with its id
 */
record Event(long number, byte[] bytes) {
    /** Tells a page that the stream is alive; without an id, since nothing has happened. */
    static final byte[] HEARTBEAT = utf8("event: beat\ndata: {}\n\n");

    /**
     * @param age tells the events of one hub from those of another: an id is the age and the number
     * @param kind what a page listens for
     * @param data one line
     */
    static Event of(String age, long number, String kind, String data) {
        return new Event(number, utf8("id: " + age + "." + number + "\nevent: " + kind + "\ndata: " + data + "\n\n"));
    }

    /** How long an open page waits before it connects again. */
    static byte[] retry(int millis) {
        return utf8("retry: " + millis + "\n\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
