package fil.gate;

/** A request that waits. Whoever settles it first, the release or the end of its patience, decides what becomes of it. */
interface Held {

    /** The bundle is back, or will not come back: on to the whiteboard. */
    void release();
}
