package fil.gate;

/** What a whiteboard service is to the requests it takes part in. */
enum Kind {
    SERVLET,
    RESOURCE,
    FILTER,
    CONTEXT,
    PREPROCESSOR,
    ERROR_PAGE,
    LISTENER;

    /** May refuse a request: without it nobody knows whether the request may be answered. */
    boolean guards() {
        return this == FILTER || this == CONTEXT || this == PREPROCESSOR;
    }
}
