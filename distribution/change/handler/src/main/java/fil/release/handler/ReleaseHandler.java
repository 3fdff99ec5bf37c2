package fil.release.handler;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes the release that runs. Whatever is asked, the answer says how it went; nothing is thrown for what an operator can
 * cause. A release is meant by its name ({@code 1986.b}), its archive's name in {@code releases/} without the ending
 * ({@code 1986.b/fil}), or the absolute path of its archive.
 */
@ProviderType
public interface ReleaseHandler {
    /**
     * Unpack, check, install and make permanent.
     *
     * @param what the release
     * @param options how
     * @param listener hears what happens
     * @return how it went
     */
    Answer upgrade(String what, ChangeOptions options, ChangeListener listener);

    /**
     * Goes back to the release that ran before.
     *
     * @param what the release, or empty for the one that the running one came from
     * @param options how
     * @param listener hears what happens
     * @return how it went
     */
    Answer downgrade(String what, ChangeOptions options, ChangeListener listener);

    /**
     * Makes a release that is unpacked the running one.
     *
     * @param name its name
     * @param options how
     * @param listener hears what happens
     * @return how it went
     */
    Answer install(String name, ChangeOptions options, ChangeListener listener);

    /**
     * @param what the release
     * @param options how
     * @return the steps that would be taken
     */
    Answer plan(String what, ChangeOptions options);

    /**
     * @param what the release
     * @param options how
     * @return all that would be wrong
     */
    Answer check(String what, ChangeOptions options);

    /**
     * @param what the release
     * @param options how
     * @return what was copied
     */
    Answer unpack(String what, ChangeOptions options);

    /**
     * @param name an unpacked release; the next start boots it
     * @param options how
     * @return how it went
     */
    Answer permanent(String name, ChangeOptions options);

    /**
     * @param name a release that is neither current nor permanent
     * @return what was freed
     */
    Answer remove(String name);

    /** @return the releases, which is which, and what was changed by hand */
    Answer versions();

    /** @return the changes there were, the newest first */
    Answer history();
}
