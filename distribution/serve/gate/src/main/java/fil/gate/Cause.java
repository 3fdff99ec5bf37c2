package fil.gate;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Why a bundle stops: known from the call that stops it, as its STOPPING event comes on the thread of that call. */
enum Cause {
    /** Bundle.update: it starts again in the same call. */
    UPDATE,
    /** The framework itself: a refresh, a new start level. */
    FRAMEWORK,
    /** Bundle.stop, Bundle.uninstall: it may be started or replaced soon (File Install, OBR), or never. */
    STOP,
    /** The bundle stays, but a service of it goes. */
    SERVICE;

    private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    static Cause ofThisCall() {
        Optional<String> call =
                STACK.walk(frames -> frames.filter(it -> Bundle.class.isAssignableFrom(it.getDeclaringClass()))
                        .map(StackFrame::getMethodName)
                        .filter(it -> it.equals("update") || it.equals("stop") || it.equals("uninstall"))
                        .findFirst());
        return call.map(it -> it.equals("update") ? UPDATE : STOP).orElse(FRAMEWORK);
    }

    /** How many requests this very thread is inside of: it cannot wait for them to end. */
    static long requestsOnThisThread() {
        return STACK.walk(frames -> frames.filter(it -> it.getDeclaringClass() == Gate.class
                        && it.getMethodName().equals("pass"))
                .count());
    }
}
