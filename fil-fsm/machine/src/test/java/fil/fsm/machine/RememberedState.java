package fil.fsm.machine;

import fil.handover.Handed;
import fil.handover.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A handover in memory, which can be told that the process was restarted, or to fail. */
final class RememberedState implements Handover {
    private final Map<String, Handed> states = new HashMap<>();
    private final Timer timer;
    private Runnable watcher = () -> {};
    private boolean broken;
    private Error fatal;

    RememberedState(Timer timer) {
        this.timer = timer;
    }

    @Override
    public Optional<Handed> received(String name) {
        return Optional.ofNullable(states.get(name));
    }

    @Override
    public void keep(String name, Map<String, ?> values) {
        watcher.run();
        if (fatal != null) {
            throw fatal;
        }
        if (broken) {
            throw new UncheckedIOException(new IOException("disk full"));
        }
        Map<String, Object> plain = values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue() instanceof Integer number ? number.longValue() : entry.getValue()));
        states.put(name, new Handed("1986.0.0.a", timer.now(), plain, Duration.ZERO, true));
    }

    void watch(Runnable newWatcher) {
        watcher = newWatcher;
    }

    void breakDown(boolean nowBroken) {
        broken = nowBroken;
    }

    void killWith(Error error) {
        fatal = error;
    }

    /** The process is killed now: the next machine is of another run. */
    void killed() {
        states.replaceAll((name, kept) ->
                new Handed(kept.version(), kept.at(), kept.values(), Duration.between(kept.at(), timer.now()), false));
    }
}
