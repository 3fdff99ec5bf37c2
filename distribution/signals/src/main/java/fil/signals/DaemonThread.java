package fil.signals;

import java.util.concurrent.ThreadFactory;

/** A thread with a name that does not keep the process alive. */
public final class DaemonThread {
    private DaemonThread() {}

    /**
     * @param name its name
     * @param work what it does
     * @return the thread, not started
     */
    public static Thread of(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * @param name the name of each
     * @return makes such threads, for an executor
     */
    public static ThreadFactory named(String name) {
        return work -> of(name, work);
    }
}
