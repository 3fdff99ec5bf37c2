package fil.benchmarks;

import fil.settings.Setting;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** How a server runs its requests, with the same words for Felix HTTP and the bare Jetty beside it. */
enum Threads {
    /** Platform threads, Jetty's default pool. */
    PLATFORM,
    /** A virtual thread for each request, their number not bounded; platform threads for accepting and selecting. */
    VIRTUAL,
    /** Virtual threads only, at most 200. */
    VIRTUAL_POOL;

    private static final int BOUND = 200;
    private static final String SETTING = Setting.HTTP_THREADS.key();

    /** The settings that give fil this mode. */
    Map<String, String> settings() {
        return Map.of(SETTING, this == PLATFORM ? "platform" : "virtual");
    }

    /** The options for Java that fil needs besides. */
    List<String> javaOptions() {
        return this == VIRTUAL_POOL ? List.of("-Dorg.apache.felix.http.jetty.threadpool.max=" + BOUND) : List.of();
    }

    /** The mode that fil is in with these settings, on a Java of this version. */
    static Threads of(Properties settings, int feature) {
        return "virtual".equals(settings.getProperty(SETTING, Setting.usualThreads(feature))) ? VIRTUAL : PLATFORM;
    }

    ThreadPool pool() {
        return switch (this) {
            case PLATFORM -> new QueuedThreadPool();
            case VIRTUAL -> {
                QueuedThreadPool pool = new QueuedThreadPool();
                pool.setVirtualThreadsExecutor(perTask());
                yield pool;
            }
            case VIRTUAL_POOL -> {
                VirtualThreadPool pool = new VirtualThreadPool();
                pool.setMaxThreads(BOUND);
                yield pool;
            }
        };
    }

    private static Executor perTask() {
        try { // Java 17 compiles this but has no virtual threads
            return (Executor)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("virtual threads need Java 21 or newer, this is " + Runtime.version(), e);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("virtual threads cannot be had", e);
        }
    }
}
