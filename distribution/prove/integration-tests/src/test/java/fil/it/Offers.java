package fil.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle repository that a test makes, in the old format, which takes a line for each bundle. */
public final class Offers {
    private Offers() {}

    /** A line of it; {@code requires} is in the format too. */
    public static String of(String name, String version, Path jar, String... requires) {
        return "<resource symbolicname='" + name + "' version='" + version + "' uri='" + jar.toUri() + "'>"
                + String.join("", requires) + "</resource>";
    }

    /** Makes a running fil know it. */
    public static void to(Installation installation, String... offers) throws IOException {
        Path repository = Files.writeString(
                installation.beside().resolve("repository.xml"),
                "<repository name='it'>" + String.join("", offers) + "</repository>");
        installation.eval("obr:repos add '" + repository.toUri() + "'").ends(0);
    }
}
