package fil.gate;

import fil.signals.CallStack;

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

    static Cause ofThisCall() {
        return switch (CallStack.stop()) {
            case UPDATE -> UPDATE;
            case STOP, UNINSTALL -> STOP;
            case FRAMEWORK -> FRAMEWORK;
        };
    }
}
