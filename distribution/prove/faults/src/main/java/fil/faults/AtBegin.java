package fil.faults;

import net.bytebuddy.asm.Advice;

/** Copied to the end of the journal's constructor: each change has a journal of its own, and its orders. */
final class AtBegin {
    private AtBegin() {}

    @Advice.OnMethodExit
    static void begun() throws ReflectiveOperationException {
        // a bundle sees no class of the agent's but through the system's loader
        ((Runnable) ClassLoader.getSystemClassLoader()
                        .loadClass("fil.faults.ObeyedFaults")
                        .getConstructor()
                        .newInstance())
                .run();
    }
}
