package fil.signals;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import org.osgi.framework.Bundle;

/**
 * What this very thread is inside of. Synchronous bundle events come on the thread of the call that causes them, so the
 * call stack tells who stops a bundle, which the event itself does not.
 */
public final class CallStack {
    private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    private CallStack() {}

    /** Which call stops a bundle. */
    public enum Stop {
        /** {@link Bundle#update()}: the bundle starts again in the same call. */
        UPDATE,
        /** {@link Bundle#stop()}. */
        STOP,
        /** {@link Bundle#uninstall()}. */
        UNINSTALL,
        /** No call for one bundle: a refresh, a new start level, the end of the framework. */
        FRAMEWORK
    }

    /**
     * Tells which call on a bundle this thread is inside of, the innermost one if there are several.
     *
     * @return the call, {@link Stop#FRAMEWORK} if there is none
     */
    public static Stop stop() {
        return STACK.walk(frames -> frames.filter(it -> Bundle.class.isAssignableFrom(it.getDeclaringClass()))
                .map(StackFrame::getMethodName)
                .filter(it -> it.equals("update") || it.equals("stop") || it.equals("uninstall"))
                .findFirst()
                .map(it -> Stop.valueOf(it.toUpperCase(java.util.Locale.ROOT)))
                .orElse(Stop.FRAMEWORK));
    }
}
