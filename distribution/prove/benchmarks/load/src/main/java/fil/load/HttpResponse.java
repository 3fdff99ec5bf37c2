package fil.load;

import java.nio.charset.StandardCharsets;

/** One whole answer of the server: the status, the body, and whether the server asked to close the connection. */
record HttpResponse(int status, byte[] body, boolean closing) {
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
