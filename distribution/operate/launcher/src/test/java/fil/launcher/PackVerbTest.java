package fil.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the words alone; what is packed of them is {@code NextRelease}'s affair. */
class PackVerbTest {
    private static final String NO_GROUND = "fil-none.tar.gz";

    @TempDir
    private Path caller;

    private StartRefused refused(String... words) {
        List<String> arguments = new ArrayList<>(List.of(caller.toString(), "--from", NO_GROUND));
        arguments.addAll(List.of(words));
        return assertThrows(StartRefused.class, () -> new PackVerb(new InstallationFolders()).run(arguments));
    }

    private void isWrongUsage(StartRefused refused, String why) {
        assertEquals(ExitCode.USAGE, refused.code());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private void isUnderstood(StartRefused refused) {
        assertEquals(ExitCode.FAILED, refused.code(), refused.getMessage());
        assertTrue(refused.getMessage().contains(NO_GROUND), refused.getMessage());
    }

    @Test
    void jarWhoseNameBeginsAsAnOptionIsNamedByItsFolderOrBehindTwoDashes() throws IOException {
        isWrongUsage(refused("--name", "1.b", "-x.jar"), "There is no option -x.jar. Usage");
        Files.writeString(caller.resolve("-x.jar"), "");
        isWrongUsage(refused("--name", "1.b", "-x.jar"), "the file of that name is ./-x.jar, or comes behind --");
        isUnderstood(refused("--name", "1.b", "./-x.jar"));
        isUnderstood(refused("--name", "1.b", "--", "-x.jar"));
        isUnderstood(refused("--name", "1.b", "--", "--name"));
        isWrongUsage(refused("--name", "1.b", "--"), "Usage");
    }

    @Test
    void archiveHasANameThatTheOtherVerbsTake() {
        isWrongUsage(refused("--name", "1.b", "--to", "next.zip", "x.jar"), "it ends with .tar.gz");
        isWrongUsage(refused("--name", "1.b", "--to"), "--to needs a value");
        isUnderstood(refused("--name", "1.b", "--to", "next.tar.gz", "x.jar"));
    }
}
