package fil.gate;

/** A request that waits. Whoever settles it first, one of these two or the end of its patience, decides what becomes of it. */
interface WaitingRequest {

    /** The bundle is back, or will not come back: on to the whiteboard. */
    void release();

    /** The server that the request is on goes: on to the next one, or the client is told to try again. */
    void giveBack();
}
