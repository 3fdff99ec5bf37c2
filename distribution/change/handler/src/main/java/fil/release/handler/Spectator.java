package fil.release.handler;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears how a change goes on, in the thread that makes it. Must not block for long; what it throws is no trouble. */
@ConsumerType
@FunctionalInterface
public interface Spectator {
    /** @param line what was done, when and how long it took; for people */
    void took(String line);

    /** @param line what begins now; {@link #took} says it again when it has ended */
    default void begins(String line) {}
}
