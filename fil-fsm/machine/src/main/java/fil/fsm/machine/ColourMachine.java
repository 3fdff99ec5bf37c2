package fil.fsm.machine;

import fil.handover.Handover;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks through the palette, one move a cycle. Each move is a job of its own: one that fails is logged and the machine
 * goes on with the next; an {@link Error} kills the machine, which is its supervisor's affair. All moves are made by
 * the timer's thread.
 */
final class ColourMachine implements Supervisor.Child {
    static final String STATE = "colour";
    private static final Logger LOG = LoggerFactory.getLogger(ColourMachine.class);

    private final Timer timer;
    private final Handover handover;
    private final Readers readers;
    private final Consumer<Throwable> death;
    private Duration cycle;
    private Position position;
    private Runnable cancel = () -> {};
    private boolean stopped;

    /** Takes the place that was handed over, or the first one, and shows it. */
    ColourMachine(
            Palette palette,
            Duration cycle,
            Timer timer,
            Handover handover,
            Readers readers,
            Consumer<Throwable> death) {
        this.cycle = cycle;
        this.timer = timer;
        this.handover = handover;
        this.readers = readers;
        this.death = death;
        this.position = handover.received(STATE)
                .map(handed -> Position.takenOver(palette, handed, cycle, timer))
                .orElseGet(() -> Position.first(palette, cycle, timer));
    }

    @Override
    public synchronized void start() {
        show();
        await();
    }

    /** Changes the pace from the current colour on. */
    synchronized void pace(Duration newCycle) {
        if (!newCycle.equals(cycle)) {
            position = position.paced(cycle, newCycle, timer);
            cycle = newCycle;
            show();
            await();
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        cancel.run();
    }

    private void await() {
        cancel.run();
        cancel = timer.after(Duration.ofNanos(position.left(timer)), this::tick);
    }

    /** The supervisor is told outside the lock: it may be about to call this machine at the same moment. */
    private void tick() {
        try {
            moveAndAwait();
        } catch (RuntimeException | Error fatal) {
            death.accept(fatal);
        }
    }

    private synchronized void moveAndAwait() {
        if (stopped) {
            return;
        }
        try {
            move();
        } catch (RuntimeException failure) {
            LOG.error("A move of the colour machine failed in '{}'; the machine goes on", position.colour(), failure);
        }
        await();
    }

    private void move() {
        position = position.next(cycle, timer);
        show();
    }

    /**
     * Shows first and keeps then: the disk may take a third of a second, and clients wait for no disk. Whoever goes on after a kill
     * makes up for a move that was seen and not kept, as it fell due while the system lived.
     */
    private void show() {
        Position shown = position;
        Duration pace = cycle;
        readers.publish(() -> shown.reading(pace, timer));
        try {
            handover.keep(STATE, position.state(timer));
        } catch (RuntimeException failure) {
            LOG.error("'{}' is shown, but could not be kept", position.colour(), failure);
        }
    }
}
