package fil.fsm.machine;

import fil.colour.ColourSource;
import fil.handover.Handover;
import java.time.Duration;
import java.util.function.Consumer;

/** The colour machine with its supervisor, clock and readers: the whole of it, as the outside sees it. Thread-safe. */
public final class SupervisedColours implements AutoCloseable {
    /** A machine may die this often ... */
    public static final int INTENSITY = 5;
    /** ... within this time; one more death and it is given up. */
    public static final Duration PERIOD = Duration.ofSeconds(10);

    private final Timer timer;
    private final Readers readers = new Readers();
    private final Supervisor<ColourMachine> supervisor;
    private volatile Duration cycle;

    /**
     * Starts the machine where the state that was handed over says.
     *
     * @param palette the colours
     * @param cycle how long each is shown, longer than zero
     * @param handover keeps the state
     * @param givenUp told once, with the last cause, when the machine has died too often
     * @throws RuntimeException if the state that was handed over cannot be taken over
     */
    public SupervisedColours(Palette palette, Duration cycle, Handover handover, Consumer<Throwable> givenUp) {
        this(palette, cycle, handover, givenUp, new DaemonTimer("fil-colours"));
    }

    SupervisedColours(Palette palette, Duration cycle, Handover handover, Consumer<Throwable> givenUp, Timer timer) {
        this.cycle = cycle;
        this.timer = timer;
        this.supervisor = new Supervisor<>(
                death -> new ColourMachine(palette, this.cycle, timer, handover, readers, death),
                INTENSITY,
                PERIOD,
                timer,
                givenUp);
        try {
            supervisor.start();
        } catch (RuntimeException | Error failure) {
            timer.close();
            throw failure;
        }
    }

    /** @return where to read the colours */
    public ColourSource source() {
        return readers;
    }

    /**
     * Changes how long each colour is shown, from the current one on; its time so far counts.
     *
     * @param newCycle longer than zero
     */
    public void pace(Duration newCycle) {
        cycle = newCycle;
        supervisor.tell(machine -> machine.pace(newCycle));
    }

    /** Stops the machine; its state stays kept. */
    @Override
    public void close() {
        supervisor.stop();
        timer.close();
    }
}
