package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Jars;
import fil.it.Offers;
import fil.it.OneInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One command of the shell from outside: it returns 0 if what it was for is done, else 1 and the reason. */
class EvalIT extends OneInstallation {
    @Test
    void evalPrintsWhatTheCommandPrints() {
        installation.eval("felix:lb -s").ends(0).says("fil.fsm", "fil.templates", "fil.web");
    }

    @Test
    void evalOfAnUnknownCommandIsOneAndTheReason() {
        installation.eval("no:such").ends(1).hasNoTrace().says("no:such");
    }

    @Test
    void evalThatThrowsIsOneAndTheReason() {
        installation.eval("felix:lb; throw 'it must fail'").ends(1).hasNoTrace().says("it must fail");
    }

    @Test
    void anUpdateThatFailsIsOneAndTheReason() {
        installation
                .eval("update fil.fsm file:conf/fil.properties")
                .ends(1)
                .hasNoTrace()
                .says("not a whole jar");
        installation
                .eval("update fil.fsm file:repository/fil-templates-1986.b.jar")
                .ends(1)
                .hasNoTrace()
                .says("fil.templates", "not fil.fsm");
        installation.eval("update fil.fms file:none.jar").ends(1).hasNoTrace().says("no bundle 'fil.fms'");
        installation.eval("update fil.fsm file:none.jar").ends(1).hasNoTrace().says("none.jar", "not there");
        assertEquals("1986.0.0.a", installation.version("fil.fsm"));
    }

    @Test
    void anUpdateSaysWhatItReplaced() {
        installation
                .eval("update fil.fsm file:repository/fil-fsm-1986.b.jar")
                .ends(0)
                .says("fil.fsm 1986.0.0.a was replaced by 1986.0.0.b");
        installation.eval("update fil.fsm file:repository/fil-fsm-1986.a.jar").ends(0);
        assertEquals("1986.0.0.a", installation.version("fil.fsm"));
    }

    @Test
    void whatUpdatesAreMadeWithIsUpdatedToo() {
        for (String bundle : new String[] {"fil.by-hand", "fil.by-hand", "fil.socket", "fil.socket"}) {
            installation.eval("update " + bundle).ends(0).says(bundle + " 1.0.0 was replaced by 1.0.0.");
            assertTrue(installation.web().answers(), bundle);
        }
        installation.eval("update fil.control").ends(3).says("the shell is being replaced", "bin/fil log says");
        await("the shell of the new one")
                .atMost(Duration.ofSeconds(60))
                .until(() -> installation.fil("ping").output().contains("pong"));
        installation.eval("update org.apache.felix.gogo.runtime").ends(1).says("Nothing was changed");
    }

    @Test
    void withoutATerminalThereAreNoColours() {
        installation.eval("felix:lb | grep fil").ends(0).says("fil web").saysNothingOf("\u001b");
    }

    @Test
    void argumentsThatACommandDoesNotTakeAreSaidWithTheWayToItsHelp() {
        installation.eval("felix:headers nothing").ends(1).hasNoTrace().says("headers", "help headers");
    }

    @Test
    void aBundleOrJarThatIsNotThereIsOneAndTheReason() {
        for (String command : new String[] {"start", "felix:start", "stop", "uninstall", "refresh"}) {
            fails(command + " nothing", "There is no bundle 'nothing'; lb -s lists them.");
        }
        fails("start", "lb -s");
        fails("start file:nothing.jar", "nothing.jar is not there");
        fails("felix:install file:nothing.jar", "nothing.jar is not there");
        fails("start file:conf/fil.properties", "not a whole jar");
        installation.eval("install file:plain.jar").ends(2).hasNoTrace().says("a bundle", "felix:install");
        fails("start http://127.0.0.1:1/nothing.jar", "cannot be reached");
    }

    @Test
    void theLifeOfABundle() throws IOException {
        Path plain = Jars.of(installation.beside().resolve("plain.jar"), "it.plain", "1.0.0");
        installation.eval("felix:install '" + plain.toUri() + "'").ends(0).says("it.plain 1.0.0 is installed");
        installation.eval("start -t it.plain").ends(0).says("it.plain 1.0.0 runs");
        installation.eval("stop -t it.plain").ends(0).says("it.plain 1.0.0 is stopped");
        installation.eval("refresh it.plain").ends(0);
        installation.eval("uninstall it.plain").ends(0).says("it.plain 1.0.0 is uninstalled");
        fails("uninstall it.plain", "no bundle");
        Path needy = needy();
        fails("start '" + needy.toUri() + "'", "it.needy 1.0.0 failed", "no.such.parcel");
        // what a command did before it failed is taken back
        fails("uninstall it.needy", "no bundle");
    }

    @Test
    void aDeployThatFailsIsOneAndTheReasonAndChangesNothing() throws IOException {
        Path damaged = Files.writeString(installation.beside().resolve("damaged.jar"), "this is not a jar");
        Offers.to(
                installation,
                Offers.of(
                        "it.needy",
                        "1.0.0",
                        needy(),
                        "<require name='package' extend='false' multiple='false'"
                                + " optional='false' filter='(package=no.such.parcel)'>a package</require>"),
                Offers.of("fil.fsm", "1986.0.0.x", damaged));
        fails("obr:deploy nothing", "The repository has no bundle 'nothing'; obr:list");
        fails("obr:deploy fil.fsm@1986.0.0.z", "no bundle 'fil.fsm@1986.0.0.z'");
        fails("obr:deploy -s it.needy", "it.needy 1.0.0 needs package", "no.such.parcel");
        fails("obr:deploy -s fil.fsm@1986.0.0.x", "damaged.jar is not a whole jar");
        assertFalse(installation.eval("felix:lb -s").ends(0).output().contains("it.needy"));
        assertEquals("1986.0.0.a", installation.version("fil.fsm"));
        installation
                .eval("obr:deploy -s fil.fsm@1986.0.0.b")
                .ends(0)
                .says("fil.fsm 1986.0.0.a was replaced by 1986.0.0.b");
        installation.eval("obr:deploy -s fil.fsm@1986.0.0.a").ends(0);
    }

    private static void fails(String command, String... words) {
        installation.eval(command).ends(1).hasNoTrace().says(words);
    }

    private static Path needy() throws IOException {
        Path jar = installation.beside().resolve("needy.jar");
        return Jars.of(jar, "it.needy", "1.0.0", "Import-Package", "no.such.parcel");
    }
}
