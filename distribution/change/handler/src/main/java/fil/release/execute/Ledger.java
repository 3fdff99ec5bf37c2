package fil.release.execute;

import java.io.IOException;

/** Where a change is written down, so that a crash at any moment leaves the old release or the new one. */
public interface Ledger {
    /**
     * Writes down that the change has begun, and prepares all that {@link #commit()} and {@link #undone()} will write.
     *
     * @throws IOException if it could not be written
     */
    void begin() throws IOException;

    /**
     * Keeps the state of stopped bundles.
     *
     * @param names their symbolic names
     * @throws IOException if it could not be kept
     */
    void saveState(java.util.Collection<String> names) throws IOException;

    /**
     * Puts the state back as it was kept, if it was.
     *
     * @throws IOException if it could not be put back
     */
    void restoreState() throws IOException;

    /**
     * Makes the new release the one: one atomic replacement of a file.
     *
     * @throws IOException if it could not be written; the old one still is the one
     */
    void commit() throws IOException;

    /**
     * Writes down that the change was taken back, all of it. Else the next start must see that it was interrupted.
     *
     * @throws IOException if it could not be written; the next start puts it right
     */
    void undone() throws IOException;
}
