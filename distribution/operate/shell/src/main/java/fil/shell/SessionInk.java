package fil.shell;

import fil.shell.text.Ink;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;

/** Whether a session has a terminal that shows colours; with {@code NO_COLOR} it has none. */
final class SessionInk {
    private SessionInk() {}

    /** @return the ink for the terminal of this session */
    static Ink of(CommandSession session) {
        return session.get("fil.colour") instanceof Boolean told
                ? new Ink(told)
                : new Ink(session.get(".terminal") != null
                        && said(session, "NO_COLOR").isEmpty()
                        && !said(session, "TERM").equals("dumb"));
    }

    /** A variable of the session, which is that of the client, or of the process where that is the terminal's own. */
    private static String said(CommandSession session, String variable) {
        return Optional.ofNullable(session.get(variable))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .map(Object::toString)
                .orElse("");
    }
}
