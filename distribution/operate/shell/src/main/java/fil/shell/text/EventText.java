package fil.shell.text;

import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeEvent.Action;
import java.time.Duration;
import java.util.Optional;

/**
 * The events of a change as lines: the time, then what happens.
 *
 * @param ink what colours them
 */
public record EventText(Ink ink) {
    /** @return the line of something that has happened, if it has one that stays */
    public Optional<String> done(ChangeEvent event) {
        String line = null;
        if (event instanceof ChangeEvent.Took it) {
            line = ink.strong(it.action().verb())
                    + rest(it.action())
                    + ink.quiet(" (" + it.took().toMillis() + " ms)");
        } else if (event instanceof ChangeEvent.Planned it) {
            line = AnswerText.summary(it.plan());
        } else if (event instanceof ChangeEvent.Failed it) {
            line = ink.failure("failed: " + it.reason());
        } else if (event instanceof ChangeEvent.Undone it) {
            line = ink.doubtful("undo: " + it.what() + (it.failure().isEmpty() ? "" : ": FAILED: " + it.failure()));
        }
        return Optional.ofNullable(line).map(words -> ink.quiet(time(event.at())) + "  " + words);
    }

    /** @return the line of something that goes on, without colour, until {@link #done} says how it ended */
    public Optional<String> goesOn(ChangeEvent event) {
        if (event instanceof ChangeEvent.Begins it) {
            return Optional.of(time(it.at()) + "  " + words(it.action()));
        }
        if (event instanceof ChangeEvent.Fetches it) {
            return Optional.of(
                    String.format("fetch      %s: %.1f of %.1f MB", it.address(), it.bytes() / 1e6, it.size() / 1e6));
        }
        if (event instanceof ChangeEvent.Waits it) {
            return Optional.of("waits: " + AnswerText.sentence(it.other()));
        }
        return Optional.empty();
    }

    /** In columns. */
    static String words(Action action) {
        return action.verb() + rest(action);
    }

    private static String time(Duration at) {
        return String.format("%7.3f s", at.toNanos() / 1e9);
    }

    private static String rest(Action action) {
        return " ".repeat(Math.max(0, 9 - action.verb().length())) + "  " + action.subject()
                + (action.detail().isEmpty() ? "" : ": " + action.detail());
    }
}
