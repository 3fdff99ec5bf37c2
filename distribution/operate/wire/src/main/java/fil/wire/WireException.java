package fil.wire;

import java.io.IOException;

/** The other side sent something that is not of this protocol. */
public final class WireException extends IOException {
    WireException(String message) {
        super(message);
    }
}
