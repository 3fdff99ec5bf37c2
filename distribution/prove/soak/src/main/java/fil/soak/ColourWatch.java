package fil.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the colour all the time: it moves on by one place, neither early nor late, whatever happens meanwhile. While nobody
 * answers, which only a dead process may cause, it stands still.
 */
final class ColourWatch implements AutoCloseable {
    private static final List<List<String>> PLACES =
            List.of(List.of("olive"), List.of("green"), List.of("lime", "red"));
    private static final long EVERY_MS = 20;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final long cycle;
    private final Thread thread = new Thread(this::watch, "colour watch");
    private int place = -1;
    private long since;
    private long seen;
    private boolean exact;
    private long moves;
    private volatile String wrong = "";
    private volatile boolean ended;

    ColourWatch(URI base, Duration cycle) {
        this.request = HttpRequest.newBuilder(base.resolve("/which-color.json"))
                .timeout(Duration.ofSeconds(20))
                .build();
        this.cycle = cycle.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    /** Fails if a colour was lost, repeated, early or late since the start. */
    synchronized void check() {
        Broken.unless(wrong.isEmpty(), wrong);
    }

    synchronized long moves() {
        return moves;
    }

    private void watch() {
        try {
            while (!ended && wrong.isEmpty()) {
                look();
                TimeUnit.MILLISECONDS.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                saw(answer.body().replaceAll("\\{\"color\":\"|\"}", ""), System.nanoTime());
            } else {
                nobody();
            }
        } catch (IOException nobodyThere) {
            nobody();
        } catch (Broken e) {
            wrong = e.getMessage();
        }
    }

    /**
     * A process that starts, or none: how long the colour is shown cannot be said. While none is there a request is refused, or it
     * waits in the socket that the keeper holds, and is answered by the next process. That no answer fails else, the load sees.
     */
    private synchronized void nobody() {
        exact = false;
    }

    private synchronized void saw(String colour, long now) {
        int next = placeOf(colour);
        long shown = now - since;
        long gap = now - seen;
        boolean timed = gap < cycle / 4;
        if (!timed) {
            nobody();
        }
        if (place < 0 || next != place) {
            int moved = Math.floorMod(next - place, PLACES.size());
            if (place >= 0 && moved > 1 + gap / cycle) {
                wrong = "after " + PLACES.get(place) + " came " + colour + ", " + gap / 1_000_000 + " ms later";
            }
            if (exact && Math.abs(shown - cycle) > cycle / 2) {
                wrong = PLACES.get(place) + " was shown for " + shown / 1_000_000 + " ms";
            }
            moves++;
            place = next;
            since = now;
            exact = timed;
        } else if (exact && shown > 2 * cycle) {
            wrong = colour + " is shown for " + shown / 1_000_000 + " ms already";
        }
        seen = now;
    }

    private static int placeOf(String colour) {
        for (int i = 0; i < PLACES.size(); i++) {
            if (PLACES.get(i).contains(colour)) {
                return i;
            }
        }
        throw new Broken("the colour is " + colour);
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
