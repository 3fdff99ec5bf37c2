package fil.release.handler;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears how a change goes on, in the thread that makes it: the one who asks for it, and whoever is registered as a service of
 * this type. Must not block for long; what it throws is no trouble.
 */
@ConsumerType
@FunctionalInterface
public interface ChangeListener {
    /** @param event what happened */
    void heard(ChangeEvent event);
}
