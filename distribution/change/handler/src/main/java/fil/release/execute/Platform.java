package fil.release.execute;

import fil.health.Verdict;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Version;

/**
 * What the engine needs of the framework: the one interface between them. Bundles are meant by their symbolic names. Any
 * call may fail with an exception whose message tells the operator why, and may hang: the caller sees to that.
 */
public interface Platform {
    /**
     * @param name a bundle
     * @return the version that is there
     */
    Version version(String name);

    /**
     * @param name a bundle that is there
     * @return a jar with which it can be put back
     * @throws Exception if it cannot be had
     */
    byte[] jar(String name) throws Exception;

    /**
     * @param name a bundle
     * @param jar a jar
     * @return whether the code that is there is this one
     */
    boolean isOf(String name, byte[] jar);

    /**
     * Brings a bundle in, without starting it.
     *
     * @param name a bundle that is not there
     * @param jar its jar
     * @param startOrder its start level
     * @throws Exception if that failed
     */
    void install(String name, byte[] jar, int startOrder) throws Exception;

    /**
     * Gives a bundle other code. It keeps its id and its autostart setting.
     *
     * @param name a bundle that is there
     * @param jar its new jar
     * @param startOrder its start level
     * @throws Exception if that failed; the bundle may then be in any state
     */
    void update(String name, byte[] jar, int startOrder) throws Exception;

    /**
     * Brings in the good code of a bundle beside its bad one, which hangs and cannot be changed, and starts it.
     *
     * @param name the bundle
     * @param jar its good jar
     * @throws Exception if that failed
     */
    void replaceBeside(String name, byte[] jar) throws Exception;

    /**
     * @param name a bundle to take out
     * @throws Exception if that failed
     */
    void uninstall(String name) throws Exception;

    /**
     * Stops a bundle for now: its autostart setting stays.
     *
     * @param name a bundle
     * @throws Exception if that failed
     */
    void stop(String name) throws Exception;

    /**
     * Starts a bundle, now and at the next start.
     *
     * @param name a bundle
     * @throws Exception if it does not start
     */
    void start(String name) throws Exception;

    /**
     * Gives bundles that run another place in the start order; they go on running.
     *
     * @param startOrders the start level of each
     * @throws Exception if that failed
     */
    void order(Map<String, Integer> startOrders) throws Exception;

    /**
     * @param name a bundle
     * @return whether it runs
     */
    boolean isActive(String name);

    /**
     * Wires bundles and all that hang on them anew, and waits until that is done.
     *
     * @param names bundles; those that are no longer there count too
     * @throws Exception if that failed
     */
    void refresh(Collection<String> names) throws Exception;

    /**
     * From now on clients keep the view they have. Holding twice is holding.
     *
     * @param from the release that they see
     * @param to the release that is to come
     */
    void hold(String from, String to);

    /** The cut-over: when this returns, clients see what is there now. Does nothing if nothing is held. */
    void release();

    /**
     * Changes the defaults of a PID; what the operator has set stays.
     *
     * @param pid a PID, or {@code factory~name}
     * @param before the defaults of the release that leaves
     * @param after the defaults of the release that comes
     * @return undoes it
     * @throws Exception if that failed
     */
    Undo configure(String pid, Map<String, Object> before, Map<String, Object> after) throws Exception;

    /** Returns when the requests that are under way now have ended, or were waited for long enough: all is served meanwhile. */
    void letRequestsEnd();

    /**
     * Looks at what is served now, so that what no longer is will be noticed.
     *
     * @param touched the bundles that will be changed or restarted
     * @param unconfigured the PIDs, of factories theirs, that will lose a configuration
     */
    void noteHealth(Set<String> touched, Set<String> unconfigured);

    /** @return how the system is, held against how it was */
    Verdict health();

    /** Undoes one step. */
    @FunctionalInterface
    interface Undo {
        /** @throws Exception if that failed */
        void run() throws Exception;
    }
}
