package fil.it.terminal;

import static org.awaitility.Awaitility.await;

import fil.it.Installation;
import fil.it.Programs;
import fil.it.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A terminal of 120 columns in which a command runs as if somebody sat before it: tmux, with a server of its own. */
final class Terminal implements AutoCloseable {
    private static final String SESSION = "fil";

    private final Installation installation;
    private final List<String> tmux;

    private Terminal(Installation installation) {
        this.installation = installation;
        Path socket = installation.beside().resolve("tmux" + System.nanoTime());
        tmux = List.of(Programs.need("tmux", "tmux").toString(), "-S", socket.toString(), "-f", "/dev/null");
    }

    /** Runs a command in the environment of an installation, with these variables as well. */
    static Terminal of(Installation installation, List<String> variables, String... command) {
        Terminal terminal = new Terminal(installation);
        List<String> words =
                new ArrayList<>(List.of("new-session", "-d", "-s", SESSION, "-x", "120", "-y", "50", "env"));
        words.addAll(variables);
        words.addAll(List.of(command));
        terminal.tmux(words);
        return terminal;
    }

    /** Types a text, letter by letter. */
    void type(String text) {
        tmux(List.of("send-keys", "-t", SESSION, "-l", "--", text));
    }

    /** Presses a key, by the name that tmux has for it. */
    void press(String key) {
        tmux(List.of("send-keys", "-t", SESSION, key));
    }

    /** Makes it so many columns wide, as somebody does who pulls at the corner of its window. */
    void resize(int columns) {
        tmux(List.of("resize-window", "-t", SESSION, "-x", Integer.toString(columns)));
    }

    /** What is on the screen, in letters alone. */
    String screen() {
        return tmux(List.of("capture-pane", "-p", "-t", SESSION));
    }

    /** What is on the screen, with its colours as escape sequences. */
    String coloured() {
        return tmux(List.of("capture-pane", "-p", "-e", "-t", SESSION));
    }

    /** Waits until the screen shows something; the screen is in the message if it does not. */
    String awaitScreen(String what, Predicate<String> shows) {
        AtomicReference<String> seen = new AtomicReference<>("");
        try {
            await(what).atMost(Duration.ofSeconds(60)).until(() -> {
                seen.set(screen());
                return shows.test(seen.get());
            });
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError("Not on the screen: " + what + "\n" + seen.get(), late);
        }
        return seen.get();
    }

    /** Waits until the command has ended, and with it the terminal. */
    void awaitEnd() {
        await("the end of the command")
                .atMost(Duration.ofSeconds(60))
                .until(() -> run(List.of("has-session", "-t", SESSION)).code() != 0);
    }

    private String tmux(List<String> arguments) {
        return run(arguments).ends(0).output();
    }

    private Ran run(List<String> arguments) {
        List<String> command = new ArrayList<>(tmux);
        command.addAll(arguments);
        return installation.run(installation.home(), command);
    }

    /** Ends the command and the terminal, if they have not ended. */
    @Override
    public void close() {
        run(List.of("kill-server"));
    }
}
