package fil.gate;

import java.util.EnumSet;
import java.util.Set;

/** What a whiteboard service is to the requests it takes part in. */
enum Kind {
    SERVLET,
    RESOURCE,
    FILTER,
    CONTEXT,
    PREPROCESSOR,
    ERROR_PAGE,
    LISTENER,
    /** A servlet or resource that was registered with the HttpService, and is no service itself. */
    HTTP_SERVICE,
    /** A JAX-RS whiteboard: its servlets answer with what guests offer. */
    HOST,
    /** What a host answers with: a JAX-RS resource, application or extension. */
    GUEST,
    /** A guest that may refuse a request. */
    GUEST_FILTER;

    private static final Set<Kind> BESIDE = EnumSet.of(HTTP_SERVICE, HOST, GUEST, GUEST_FILTER);

    /** May refuse a request: without it nobody knows whether the request may be answered. */
    boolean guards() {
        return this == FILTER || this == CONTEXT || this == PREPROCESSOR || this == GUEST_FILTER;
    }

    /** The HTTP whiteboard itself takes it up, or refuses it. */
    boolean isOnTheWhiteboard() {
        return !BESIDE.contains(this);
    }

    boolean isLostWithTheServer() {
        return guards() || this == HTTP_SERVICE;
    }

    boolean isGuest() {
        return this == GUEST || this == GUEST_FILTER;
    }
}
