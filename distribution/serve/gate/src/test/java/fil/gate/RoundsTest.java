package fil.gate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds rounds = new Rounds();

    private static ServletRequest request() {
        Map<Object, Object> attributes = new HashMap<>();
        return (ServletRequest) Proxy.newProxyInstance(
                RoundsTest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (proxy, method, arguments) -> method.getName().equals("setAttribute")
                        ? attributes.put(arguments[0], arguments[1])
                        : attributes.get(arguments[0]));
    }

    @Test
    void whereNoPreprocessorWasAwayNobodyGoesRound() {
        assertFalse(rounds.isDue(request(), true));
    }

    @Test
    void whatMayHaveBeenDispatchedWithoutItGoesRoundOnce() {
        ServletRequest request = request();
        rounds.begin();
        assertTrue(rounds.isDue(request, true));
        assertTrue(rounds.isDue(request, false));
        Rounds.dispatched(request);
        assertFalse(rounds.isDue(request, true));
    }

    @Test
    void whatWentRoundBeforeIsSentAgainWhenOneWasAwayAgain() {
        ServletRequest request = request();
        rounds.begin();
        Rounds.dispatched(request);
        rounds.begin();
        assertTrue(rounds.isDue(request, true));
    }
}
