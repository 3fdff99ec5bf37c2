package fil.gate;

/** What a whiteboard service is to the requests it takes part in. */
enum Kind {
    SERVLET,
    RESOURCE,
    FILTER,
    CONTEXT
}
