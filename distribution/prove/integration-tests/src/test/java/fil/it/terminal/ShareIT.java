package fil.it.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Programs;
import fil.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes along in share/: completion for bash, and the man page. Nothing runs here. */
class ShareIT {
    private static Installation installation;

    @BeforeAll
    static void unpack() throws IOException {
        installation = Installation.of(Archives.A).unpack(Archives.B);
        Files.createDirectories(installation.home().resolve("archives"));
        Files.createFile(installation.home().resolve("archives/fil-1986.c.tar.gz"));
    }

    @AfterAll
    static void remove() {
        installation.close();
    }

    @Test
    void tabInARealBashCompletesVerbsReleasesOptionsAndArchives() {
        try (Terminal terminal = Terminal.of(installation, List.of("TERM=screen", "PS1=$ "), "bash", "--norc")) {
            terminal.type(". share/bash-completion/fil\n");
            terminal.type("bin/fil upg");
            terminal.press("Tab");
            terminal.awaitScreen("the verb", screen -> screen.contains("bin/fil upgrade"));
            terminal.type("--no");
            terminal.press("Tab");
            terminal.awaitScreen("the option", screen -> screen.contains("upgrade --no-permanent"));
            terminal.type("1");
            terminal.press("Tab");
            terminal.awaitScreen("what the names begin with", screen -> screen.contains("--no-permanent 1986."));
            terminal.press("Tab");
            terminal.press("Tab");
            terminal.awaitScreen("both names", screen -> screen.matches("(?s).*1986\\.a +1986\\.b.*"));
            terminal.press("C-u");
            terminal.type("bin/fil plan arch");
            terminal.press("Tab");
            terminal.type("f");
            terminal.press("Tab");
            terminal.awaitScreen("the archive", screen -> screen.contains("bin/fil plan archives/fil-1986.c.tar.gz"));
        }
    }

    @Test
    void completionOffersWhatTheVerbTakes() {
        assertEquals(Set.of("1986.a", "1986.b", "--json"), offered("remove", ""));
        assertEquals(
                Set.of("1986.a", "1986.b", "--json", "--lose-state", "--unsigned", "--older"), offered("install", ""));
        assertEquals(Set.of("fil.fsm"), offered("upgrade", "--lose-state", "fil.fs"));
        assertEquals(Set.of("colour.cycle"), offered("config", "col"));
        assertEquals(Set.of("--handover"), offered("restart", ""));
        assertEquals(Set.of(), offered("stop", ""));
    }

    @Test
    void completionAndManPageKnowEveryVerb() throws IOException {
        Set<String> verbs = Pattern.compile("(?m)^  ([a-z]+)(?=[ \\[])")
                .matcher(installation.fil("help").ends(0).output())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(verbs.containsAll(Set.of("start", "upgrade", "sign")), verbs::toString);
        assertEquals(verbs, offered(""));
        String page = Files.readString(installation.home().resolve("share/man/man1/fil.1"));
        verbs.forEach(verb -> assertTrue(
                page.matches("(?s).*\n\\.B[IR]? \"?" + verb + "\\b.*"), () -> verb + " is not in the man page"));
    }

    @Test
    void theUnitForSystemdIsHardened() {
        Programs.need("systemd-analyze", "systemd");
        installation
                .run(
                        installation.home(),
                        List.of(
                                "systemd-analyze",
                                "security",
                                "--offline=true",
                                "--threshold=40",
                                "--no-pager",
                                "share/systemd/fil.service"))
                .ends(0)
                .says("Overall exposure level");
    }

    @Test
    void manPageIsFormattedWithoutAWarning() {
        Programs.need("man", "man-db");
        Ran ran = installation
                .run(
                        installation.home(),
                        List.of("sh", "-c", "LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -l share/man/man1/fil.1 | cat"))
                .ends(0)
                .says("EXIT STATUS");
        // its lines are filled up to the margin
        assertTrue(ran.output().replaceAll("\\s+", " ").contains("Unpack, check, install"), ran::toString);
        assertTrue(!ran.output().contains("warning"), ran::toString);
    }

    /** What bash offers for the last word after bin/fil. */
    private static Set<String> offered(String... words) {
        String typed = List.of(words).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return installation
                .run(
                        installation.home(),
                        List.of(
                                "bash",
                                "--norc",
                                "-c",
                                ". share/bash-completion/fil; COMP_WORDS=(bin/fil " + typed + "); COMP_CWORD="
                                        + words.length + "; _fil; printf '%s\\n' \"${COMPREPLY[@]}\""))
                .ends(0)
                .output()
                .lines()
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
