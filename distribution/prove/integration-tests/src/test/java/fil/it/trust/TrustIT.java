package fil.it.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ran;
import fil.it.ReleaseDraft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trust is decided when something is installed, cannot be turned back, and keeps nobody from going back. */
class TrustIT {
    private static final int REFUSED = 10;
    private static final int UNDONE = 11;
    private static final int NOT_AS_RELEASED = 14;
    private static final String BY_HAND = "fil.fsm file:repository/fil-fsm-1986.b.jar";
    private Installation installation;
    private Path published;
    private Path key;

    @BeforeEach
    void aPublisherAndAnInstallationThatTrustsNobodyInParticular() throws IOException {
        installation = Installation.of(Archives.A);
        published = Files.createDirectory(installation.beside().resolve("published"));
        Files.copy(Archives.of(Archives.B), published.resolve("fil-1986.b.tar.gz"));
        key = installation.beside().resolve("owner.key");
        installation
                .fil("keygen", installation.beside().resolve("owner").toString())
                .ends(0);
        installation.with("FIL_RELEASE_REPOSITORY", published.toUri().toString().replaceFirst("^file:/+", "file:///"));
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void whatWasUnpackedBeforeTrustWasWantedIsNotInstalledAndAWayBackIsNeverRefused() throws IOException {
        installation.start();
        installation.fil("unpack", published + "/fil-1986.b.tar.gz").ends(0);
        trust();
        for (String verb : List.of("check", "install", "upgrade", "permanent")) {
            installation
                    .fil(verb, "1986.b")
                    .ends(REFUSED)
                    .says("1986.b is refused", "unpacked without a signature", "--unsigned");
        }
        installation.eval("update " + BY_HAND).ends(1).hasNoTrace().says("it is not signed", "--unsigned");
        installation
                .eval("obr:deploy -s fil.fsm@1986.0.0.b")
                .ends(1)
                .hasNoTrace()
                .says("--unsigned");
        installation
                .eval("felix:install file:repository/fil-fsm-1986.b.jar")
                .ends(1)
                .hasNoTrace()
                .says("--unsigned");
        installation
                .fil("history")
                .ends(0)
                .says(
                        "by hand  refused",
                        "the update of fil.fsm",
                        "the deployment of fil.fsm",
                        "the installation of file:");
        assertEquals("1986.0.0.a", installation.version("fil.fsm"));
        installation.eval("update --unsigned " + BY_HAND).ends(0);
        installation.fil("history").ends(0).says("changed by hand", "with --unsigned: the update of fil.fsm");
        installation.eval("update fil.fsm file:repository/fil-fsm-1986.a.jar").ends(0);

        installation.fil("upgrade", "--unsigned", "1986.b").ends(0);
        installation.fil("history").ends(0).says("1986.a -> 1986.b  done", "with --unsigned: unpacked before");
        installation.fil("upgrade", "1986.a").ends(REFUSED).says("unpacked without a signature");
        installation.fil("downgrade").ends(0);
        installation
                .fil("sign", "--counter", "7", published + "/fil-1986.b.tar.gz", key.toString())
                .ends(0);
        installation.fil("upgrade", published + "/fil-1986.b.tar.gz").ends(0);
        Files.delete(installation.home().resolve("conf/trusted/owner.pub"));
        installation.fil("downgrade").ends(0);
        installation.fil("upgrade", "1986.b").ends(REFUSED).says("nobody who is trusted here");
        trust();
        installation
                .fil("sign", "--counter", "6", published + "/fil-1986.b.tar.gz", key.toString())
                .ends(0);
        String older = published + "/fil-1986.b.tar.gz";
        installation.fil("upgrade", older).ends(REFUSED).says("its counter is 6, and 7 was installed here", "--older");
        installation.fil("upgrade", "--older", older).ends(0);
        installation.fil("history").ends(0).says("with --older: signed by owner");
        installation.fil("verify").ends(0).says("files are as they were released");
    }

    @Test
    void aRepositoryThatGoesBackIsRefusedAndAnInstallationVerifiesItself() throws IOException {
        trust();
        installation.fil("verify").ends(0).says("1986.a");
        publish("--days", "1");
        String first = Files.readString(published.resolve("releases.index"));
        publish();
        installation.start();
        installation.fil("check", "1986.b").ends(0);
        Files.writeString(published.resolve("releases.index"), first);
        installation.fil("upgrade", "1986.b").ends(REFUSED).says("went back: its version is 1, and 2 was seen here");
        Files.delete(published.resolve("releases.index"));
        installation.fil("upgrade", "1986.b").ends(REFUSED).says("the repository has no releases.index any more");
        Files.writeString(published.resolve("releases.index"), "garbage");
        installation.fil("upgrade", "1986.b").ends(REFUSED).hasNoTrace().says("is damaged");
        Files.delete(published.resolve("releases.index"));
        publish("--counter", "3");
        installation.fil("upgrade", "1986.b").ends(0);
        installation.fil("stop").ends(0);

        installation.fil("downgrade").ends(0).says("1986.a is permanent");
        installation.fil("verify", published + "/fil-1986.b.tar.gz").ends(0).says("signed by owner");
        Path home = installation.home();
        Files.writeString(home.resolve("bin/help.txt"), "changed");
        Files.delete(home.resolve("conf/default/fil.properties"));
        Files.writeString(home.resolve("bin/stranger"), "");
        Files.writeString(home.resolve("bundle/fil-templates-1986.a.jar"), "damaged");
        Ran ran = installation.fil("verify").ends(NOT_AS_RELEASED).hasNoTrace();
        ran.says(
                "bin/help.txt differs",
                "conf/default/fil.properties is missing",
                "bin/stranger is of no release",
                "fil-templates-1986.a.jar differs");
        assertFalse(ran.output().contains("conf/fil.properties"), ran::toString);
        assertTrue(installation
                .fil("verify", "--json")
                .ends(NOT_AS_RELEASED)
                .output()
                .contains("\"findings\""));
    }

    /** An index that has expired keeps new releases out, and nothing from going back, from failing well, or from starting. */
    @Test
    void anIndexThatHasExpiredIsInNobodysWayBack() throws Exception {
        trust();
        Path ill = ReleaseDraft.of(Archives.B, "1986.c", installation.beside())
                .neverWell()
                .pack();
        Files.move(ill, published.resolve("fil-1986.c.tar.gz"));
        publish();
        installation.with("FIL_RELEASE_DEADLINE", "2000").start();
        installation.fil("upgrade", "1986.b").ends(0);
        expire();
        for (String verb : List.of("check", "upgrade", "unpack")) {
            installation.fil(verb, "1986.c").ends(REFUSED).hasNoTrace().says("expired at 2001-01-01", "--older");
        }
        installation.fil("upgrade", "--older", "1986.c").ends(UNDONE).hasNoTrace();
        assertEquals("Hello #2", installation.web().greeting());
        installation.fil("downgrade").ends(0);
        assertEquals("Hello #1", installation.web().greeting());
        installation.fil("restart").ends(0);
        installation.fil("permanent", "1986.b").ends(0);
        installation.fil("restart").ends(0);
        installation.fil("stop").ends(0);
        installation.fil("downgrade").ends(0).says("1986.a is permanent");
        installation.fil("permanent", "1986.b").ends(0);
        installation.start();
        assertEquals("Hello #2", installation.web().greeting());
        installation.fil("restart", "--handover").ends(0);
        installation.fil("downgrade").ends(0);
        assertEquals("Hello #1", installation.web().greeting());
    }

    /** The same index, signed by the same key, as it is when its time is over. */
    private void expire() throws IOException, GeneralSecurityException {
        Path file = published.resolve("releases.index");
        String index = Files.readString(file);
        String expired = index.replaceFirst("\nsignature .*\n", "\n")
                .replaceFirst("made .*", "made 2000-01-01T00:00:00Z")
                .replaceFirst("expires .*", "expires 2001-01-01T00:00:00Z");
        String pem = Files.readString(key).replaceAll("-----.*-----|\\s", "");
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
        signer.update(expired.getBytes(StandardCharsets.UTF_8));
        String id = index.replaceFirst("(?s).*\nsignature ([0-9a-f]*) .*", "$1");
        Files.writeString(
                file, expired + "signature " + id + " " + Base64.getEncoder().encodeToString(signer.sign()) + "\n");
    }

    private void publish(String... more) {
        List<String> words = new java.util.ArrayList<>(
                List.of("repository", "index", published.toString(), "--key", key.toString()));
        words.addAll(List.of(more));
        installation.fil(words.toArray(String[]::new)).ends(0).says("releases.index: version");
    }

    private void trust() throws IOException {
        Path trusted = Files.createDirectories(installation.home().resolve("conf/trusted"));
        Files.copy(installation.beside().resolve("owner.pub"), trusted.resolve("owner.pub"));
    }
}
