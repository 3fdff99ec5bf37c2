package fil.monitor;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;

/** An answer that is not finished when the call returns: counted as it ends, once. A stream of events has no latency. */
final class LateAnswer implements AsyncListener {
    static final String ATTRIBUTE = LateAnswer.class.getName();

    private final Traffic traffic;
    private final Count count;
    private final long began;
    private final HttpServletResponse response;
    private boolean stream;
    private boolean ended;

    private LateAnswer(Traffic traffic, Count count, long began, HttpServletResponse response) {
        this.traffic = traffic;
        this.count = count;
        this.began = began;
        this.response = response;
    }

    static LateAnswer of(Traffic traffic, Count count, long began, HttpServletResponse response) {
        return new LateAnswer(traffic, count, began, response);
    }

    /** @return false if it has ended already, in another thread, so that nobody will tell of its end */
    boolean goesOn(ServletRequest request) {
        try {
            request.getAsyncContext().addListener(this);
        } catch (IllegalStateException completed) {
            return false;
        }
        request.setAttribute(ATTRIBUTE, this);
        look();
        return true;
    }

    /** Looks whether a stream of events has become of it. */
    synchronized void look() {
        if (!ended && !stream && isStream(response)) {
            stream = true;
            traffic.streams().increment();
        }
    }

    /** Who encodes the head of an answer once and for all sets the header, not the type. */
    private static boolean isStream(HttpServletResponse response) {
        return Stream.of(response.getHeader("Content-Type"), response.getContentType())
                .anyMatch(type -> type != null && type.startsWith("text/event-stream"));
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        look();
        if (ended) {
            return;
        }
        ended = true;
        if (stream) {
            traffic.streams().decrement();
            count.answered(response.getStatus());
        } else {
            traffic.answered(count, began, response.getStatus());
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // onComplete follows
    }

    @Override
    public void onError(AsyncEvent event) {
        // onComplete follows
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
