package fil.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RequestCountTest {
    private final Traffic traffic = new Traffic(List.of("/"));
    private final RequestCount counter = new RequestCount(traffic);
    private final Map<String, Object> answers = new HashMap<>(Map.of(
            "getRequestURI",
            "/",
            "getStatus",
            200,
            "isAsyncStarted",
            false,
            "getDispatcherType",
            DispatcherType.REQUEST));
    private final AtomicReference<AsyncListener> listener = new AtomicReference<>();
    private final HttpServletRequest request = fake(HttpServletRequest.class);
    private final HttpServletResponse response = fake(HttpServletResponse.class);

    private <T> T fake(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "setAttribute" -> answers.put("getAttribute", arguments[1]);
                        case "getAsyncContext" -> {
                            return fake(AsyncContext.class);
                        }
                        case "addListener" -> listener.set((AsyncListener) arguments[0]);
                        default -> {
                            return answers.get(method.getName());
                        }
                    }
                    return null;
                }));
    }

    private int plotted() {
        return traffic.latency().between(0, Long.MAX_VALUE).stream()
                .mapToInt(LatencySlot::answers)
                .sum();
    }

    @Test
    void anAnswerIsCountedWithItsTime() throws IOException, ServletException {
        counter.doFilter(request, response, (in, out) -> assertEquals(1, traffic.underWay()));
        assertEquals(1, traffic.of("/").answers(2));
        assertEquals(0, traffic.underWay());
        assertEquals(1, plotted());
    }

    @Test
    void anExceptionIsAFailureOfTheServer() {
        assertThrows(
                IOException.class,
                () -> counter.doFilter(request, response, (in, out) -> {
                    throw new IOException("broken");
                }));
        assertEquals(1, traffic.of("/").answers(5));
        assertEquals(0, traffic.underWay());
    }

    @Test
    void anAnswerThatIsFinishedLaterIsCountedThen() throws IOException, ServletException {
        answers.put("isAsyncStarted", true);
        counter.doFilter(request, response, (in, out) -> {});
        assertEquals(1, traffic.underWay());
        assertEquals(0, traffic.of("/").answers());
        answers.put("getDispatcherType", DispatcherType.ASYNC);
        counter.doFilter(request, response, (in, out) -> {});
        assertEquals(0, traffic.of("/").answers(), "it only came by again");
        listener.get().onComplete(new AsyncEvent(fake(AsyncContext.class)));
        listener.get().onComplete(new AsyncEvent(fake(AsyncContext.class)));
        assertEquals(1, traffic.of("/").answers(2));
        assertEquals(0, traffic.underWay());
    }

    @Test
    void aStreamOfEventsHasNoLatency() throws IOException, ServletException {
        answers.put("isAsyncStarted", true);
        answers.put("getHeader", "text/event-stream;charset=utf-8");
        counter.doFilter(request, response, (in, out) -> {});
        assertEquals(1, traffic.streams().sum());
        assertEquals(0, traffic.underWay());
        listener.get().onComplete(new AsyncEvent(fake(AsyncContext.class)));
        assertEquals(0, traffic.streams().sum());
        assertEquals(1, traffic.of("/").answers(2));
        assertEquals(0, plotted());
    }

    @Test
    void whoLooksAtTheNumbersIsNotInThem() throws IOException, ServletException {
        answers.put("getRequestURI", "/fil/state.json");
        counter.doFilter(request, response, (in, out) -> assertEquals(0, traffic.underWay()));
        assertEquals(1, traffic.of("/fil/").answers(2));
        assertEquals(0, plotted());
    }
}
