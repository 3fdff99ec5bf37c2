package fil.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The next release is made out of one that is there and of a jar, without a build tool, and an installation goes there and back. */
class PackIT {
    @Test
    void aReleaseThatIsMadeByHandIsInstalledInPlaceAndAlone() {
        try (Installation installation = Installation.of(Archives.A)) {
            installation.start();
            Path jar = Bundles.copy(
                    installation.jar("fil.templates"),
                    installation.beside().resolve("page.jar"),
                    Map.of("Bundle-Version", "1986.0.0.c"),
                    Map.of("page.html", "<h3>Made by hand</h3>"));
            Path archive = installation.beside().resolve("fil-1986.c.tar.gz");
            String[] pack = {"pack", "--name", "1986.c", "--to", archive.toString(), jar.toString()};
            installation.fil(pack).ends(0).says("fil.templates 1986.0.0.a -> 1986.0.0.c", "bin/fil upgrade " + archive);
            installation.fil(pack).ends(10).hasNoTrace().says("is there already", "--to");
            installation.fil("pack", jar.toString()).ends(2).hasNoTrace().says("--name NAME");
            installation
                    .fil(
                            "pack",
                            "--name",
                            "1986.d",
                            archive.toString(),
                            installation.jar("fil.fsm").toString())
                    .ends(10)
                    .hasNoTrace()
                    .says("fil-1986.c.tar.gz is no bundle");
            installation.fil("upgrade", archive.toString()).ends(0);
            assertEquals("Made by hand", installation.web().greeting());
            installation.fil("downgrade").ends(0);
            assertEquals("Hello #1", installation.web().greeting());
            installation.fil("stop").ends(0);

            try (Installation fresh = Installation.empty()) {
                fresh.run(fresh.home(), List.of("tar", "-xzf", archive.toString()))
                        .ends(0);
                fresh.fil("verify").ends(0).says("1986.c");
                fresh.start();
                assertEquals("Made by hand", fresh.web().greeting());
                fresh.fil("pack", "--name", "1986.d", "--without", "fil.nobody")
                        .ends(10)
                        .hasNoTrace();
            }
        }
    }
}
