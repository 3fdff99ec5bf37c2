package fil.release.execute;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Calls code that may never come back, in a thread of its own: no bundle can hang the engine. The thread inherits nothing
 * from its caller, so that what new code keeps of it (a shell's output streams) is not kept.
 */
final class Bounded implements Runnable {
    private static final long LAST_CHANCE_MS = 500;
    private final Platform.Undo call;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Throwable thrown;

    private Bounded(Platform.Undo call) {
        this.call = call;
    }

    /**
     * @param what what is called, as a part of a sentence
     * @param most how long it may take
     * @param call the call
     * @throws Failure if it threw, or did not end in time
     */
    static void call(String what, Duration most, Platform.Undo call) throws Failure {
        Bounded bounded = new Bounded(call);
        Thread thread = new Thread(null, bounded, "fil release: " + what, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Bounded.class.getClassLoader());
        thread.start();
        if (!bounded.await(Math.max(1, most.toMillis()))) {
            thread.interrupt();
            if (bounded.await(LAST_CHANCE_MS)) {
                throw new Failure(what + " did not end in time and was interrupted");
            }
            throw Failure.hanging(what + " did not end in time and still hangs", bounded);
        }
        if (bounded.thrown instanceof Failure failure) {
            throw failure;
        }
        if (bounded.thrown != null) {
            throw new Failure(what + " failed", bounded.thrown);
        }
    }

    @Override
    public void run() {
        try {
            call.run();
        } catch (Throwable e) {
            // an Error of the code that is tried is a reason to undo, not to end
            thrown = e;
        } finally {
            ended.countDown();
        }
    }

    /** @return whether the call has ended, at the latest after this time */
    boolean await(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // a change is not ended by an interrupt: that would leave it half done
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
