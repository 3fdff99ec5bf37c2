package fil.byhand;

import java.io.IOException;

/** A bundle was refused, as it is not from whom the installation trusts; the history has it already. */
final class NotTrusted extends IOException {
    private static final long serialVersionUID = 1L;

    NotTrusted(IOException refusal) {
        super(refusal.getMessage());
    }
}
