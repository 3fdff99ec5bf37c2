package fil.release.handler;

import java.util.List;

/**
 * How something went.
 *
 * @param exitCode 0 if it was done; the others are in {@code bin/fil help upgrade}
 * @param lines for people
 * @param json the same for scripts, one object
 */
public record Answer(int exitCode, List<String> lines, String json) {
    /** Takes a copy of the lines. */
    public Answer {
        lines = List.copyOf(lines);
    }
}
