package fil.it.terminal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.ReleaseDraft;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands as somebody meets them who sits before a terminal, and as a script meets them. */
class ShellIT {
    private static final String GREEN = "\u001b[32mpermanent";
    private static Installation installation;

    @BeforeAll
    static void start() {
        installation =
                Installation.of(Archives.A).with("FIL_RELEASE_DEADLINE", "4000").start();
        installation.fil("unpack", Archives.of(Archives.B).toString()).ends(0);
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void tabCompletesReleasesInTheShellOfTheOneThatRuns() {
        try (Terminal terminal = Terminal.of(installation, List.of("TERM=screen"), "bin/fil", "attach")) {
            completes(terminal, "fil:upgrade 1986.");
            terminal.awaitScreen("both names", screen -> screen.matches("(?s).*1986\\.a +1986\\.b.*"));
            leave(terminal);
        }
        installation.fil("ping").ends(0);
    }

    @Test
    void tabCompletesReleasesInTheShellInTheForeground() {
        try (Installation other = Installation.of(Archives.A);
                Terminal terminal = Terminal.of(other, List.of("TERM=screen"), "bin/fil", "console")) {
            completes(terminal, "fil:upgrade 1986.a");
            terminal.press("C-c");
            terminal.awaitScreen("a new line", screen -> screen.stripTrailing().endsWith("\nfil>"));
            // the same words as from attach and eval, of the shell and of its commands
            terminal.type("nosuch\n");
            terminal.awaitScreen("a sentence", screen -> screen.contains("\nThere is no command 'nosuch'"));
            terminal.type("cat /nosuch\n");
            terminal.awaitScreen("a sentence", screen -> screen.contains("\ncat: /nosuch (No such file"));
            leave(terminal);
            other.fil("ping").ends(3);
        }
    }

    @Test
    void noShellIsOpenedIntoAPipe() {
        try (Terminal terminal = Terminal.of(installation, List.of("TERM=screen", "PS1=$ "), "sh")) {
            terminal.type("bin/fil console | cat\n");
            terminal.awaitScreen("the reason", screen -> screen.contains("console needs a terminal"));
        }
    }

    @Test
    void ctrlCInterruptsACommandAndLeavesTheShell() {
        try (Terminal terminal = Terminal.of(installation, List.of("TERM=screen"), "bin/fil", "attach")) {
            terminal.awaitScreen("the prompt", screen -> screen.contains("fil>"));
            terminal.type("sleep 3600\n");
            terminal.awaitScreen(
                    "the command that runs", screen -> screen.stripTrailing().endsWith("sleep 3600"));
            terminal.press("C-c");
            // what is said of it comes from threads of their own, letter by letter, before or behind the prompt
            terminal.awaitScreen("the prompt again, and the letters of 'interrupted'", screen -> {
                String since = screen.substring(screen.indexOf("sleep 3600"));
                return since.contains("\nfil>")
                        && Pattern.compile(String.join(".*", "interrupted".split("")), Pattern.DOTALL)
                                .matcher(since)
                                .find();
            });
            leave(terminal);
        }
    }

    @Test
    void theShellFollowsTheSizeOfItsTerminal() {
        try (Terminal terminal = Terminal.of(installation, List.of("TERM=screen"), "bin/fil", "attach")) {
            terminal.awaitScreen("the prompt", screen -> screen.contains("fil>"));
            terminal.resize(77);
            await("the size has arrived").atMost(Duration.ofSeconds(60)).until(() -> {
                terminal.type("(${.terminal}) width\n");
                return terminal.screen().contains("\n77\n");
            });
            leave(terminal);
        }
    }

    private static void completes(Terminal terminal, String completed) {
        terminal.awaitScreen("the prompt", screen -> screen.contains("fil>"));
        terminal.type("fil:upg");
        terminal.press("Tab");
        terminal.awaitScreen("the command", screen -> screen.contains("fil> fil:upgrade"));
        terminal.type("19");
        terminal.press("Tab");
        terminal.awaitScreen("the name", screen -> screen.contains(completed));
    }

    private static void leave(Terminal terminal) {
        terminal.press("C-c");
        terminal.awaitScreen("a new line", screen -> screen.stripTrailing().endsWith("\nfil>"));
        terminal.type("exit 0\n");
        terminal.awaitEnd();
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        List<String> commands = Pattern.compile("(?m)^fil:\\S+")
                .matcher(installation.eval("help").ends(0).output())
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertTrue(commands.containsAll(List.of("fil:upgrade", "fil:versions", "fil:status")), commands::toString);
        commands.forEach(command -> installation.eval("help " + command).ends(0).says("Example: " + command));
    }

    @Test
    void shellOfTheOneThatRunsHasColoursUnlessTheyAreNotWanted() {
        for (String wish : List.of("", "1")) {
            try (Terminal terminal =
                    Terminal.of(installation, List.of("TERM=screen", "NO_COLOR=" + wish), "bin/fil", "attach")) {
                terminal.awaitScreen("the prompt", screen -> screen.contains("fil>"));
                terminal.type("fil:versions\n");
                terminal.awaitScreen("the releases", screen -> screen.matches("(?s).*unpacked\\s+fil>.*"));
                assertEquals(wish.isEmpty(), terminal.coloured().contains(GREEN), terminal::coloured);
                assertEquals(wish.isEmpty(), !colours(terminal).isEmpty(), terminal::coloured);
            }
        }
    }

    @Test
    void coloursAreForTerminalsAlone() {
        try (Terminal terminal = shell("TERM=screen")) {
            terminal.type("bin/fil versions\n");
            terminal.awaitScreen("the releases", screen -> screen.contains("permanent"));
            assertTrue(terminal.coloured().contains(GREEN), terminal::coloured);
            terminal.type("clear; NO_COLOR=1 bin/fil versions; bin/fil versions | cat; echo the end\n");
            terminal.awaitScreen("both lists", screen -> screen.contains("\nthe end"));
            assertEquals(List.of(), colours(terminal));
        }
        try (Terminal terminal = shell("TERM=dumb")) {
            terminal.type("bin/fil versions\n");
            terminal.awaitScreen("the releases", screen -> screen.contains("permanent"));
            assertEquals(List.of(), colours(terminal));
        }
        assertFalse(installation.fil("versions").ends(0).output().contains("\u001b"));
        assertFalse(installation.eval("fil:status").ends(0).output().contains("\u001b"));
    }

    private static Terminal shell(String type) {
        return Terminal.of(installation, List.of(type, "PS1=$ "), "bash", "--norc");
    }

    private static List<String> colours(Terminal terminal) {
        return Pattern.compile("\u001b\\[[0-9;]*m")
                .matcher(terminal.coloured())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void whatTakesLongerThanASecondSaysWhatItIsAt() {
        Path archive = ReleaseDraft.of(Archives.B, "1986.c", installation.beside())
                .neverWell()
                .pack();
        try (Terminal terminal = shell("TERM=screen")) {
            terminal.type("bin/fil upgrade '" + archive + "'\n");
            terminal.awaitScreen("the step under way in the last line", screen -> screen.stripTrailing()
                    .matches("(?s).*\n *[0-9.]+ s  health +before the cut-over: [^\n]*[^)\n]"));
            terminal.awaitScreen("the end", screen -> screen.contains("failed and was undone"));
            assertTrue(terminal.coloured().contains("\u001b[31m"), terminal::coloured);
        }
        assertFalse(installation
                .fil("upgrade", archive.toString())
                .ends(11)
                .output()
                .contains("..."));
    }

    @Test
    void startSaysThatItWaits() {
        try (Installation other = Installation.of(Archives.A);
                Terminal terminal = Terminal.of(other, List.of("TERM=screen", "PS1=$ "), "bash", "--norc")) {
            terminal.type("bin/fil start\n");
            terminal.awaitScreen("its patience", screen -> screen.contains("fil starts, 1 s ..."));
            terminal.awaitScreen("the address", screen -> screen.contains("\nfil answers at http"));
            assertFalse(terminal.screen().contains("fil starts"), terminal::screen);
            other.fil("stop").ends(0);
        }
    }
}
