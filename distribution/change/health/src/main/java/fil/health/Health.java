package fil.health;

import java.util.Set;

/** How a system is, held against how it was before a change. One for each change. */
public interface Health extends AutoCloseable {
    /**
     * Looks at the system before anything changes.
     *
     * @param changed the symbolic names of the bundles that will be changed or restarted
     */
    default void before(Set<String> changed) {
        before(changed, Set.of());
    }

    /**
     * Looks at the system before anything changes.
     *
     * @param changed the symbolic names of the bundles that will be changed or restarted
     * @param unconfigured the PIDs, of factories theirs, that will lose a configuration: a component that requires one goes on purpose
     */
    void before(Set<String> changed, Set<String> unconfigured);

    /**
     * The same in the middle of the stop of a bundle, when requests to it wait already: none is sent.
     *
     * @param changed the symbolic names of the bundles that will be changed or restarted
     */
    void beforeUnasked(Set<String> changed);

    /** @return how the system is now */
    Verdict now();

    /** Lets go of what was held to look. */
    @Override
    void close();
}
