package fil.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the archive that somebody means.
 *
 * @param layout where archives are
 */
public record ArchiveLookup(Layout layout) {
    /** How the file of an archive ends. */
    public static final String ENDING = ".tar.gz";

    /**
     * @param what {@code NAME}, {@code NAME/fil}, or the path of an archive; a relative one is meant from the installation
     * @return the archive meant, if there is one
     */
    public Optional<Path> find(String what) {
        if (what.endsWith(ENDING)) {
            return Optional.of(layout.home().resolve(what)).filter(Files::isRegularFile);
        }
        String name = what.replaceFirst("/fil$", "");
        if (name.contains("/") || name.contains("..")) {
            return Optional.empty();
        }
        return Stream.of(name + "/fil", name + "/fil-" + name, "fil-" + name)
                .map(file -> layout.releases().resolve(file + ENDING))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * @param what what somebody called a release, without there being one
     * @param unpacked the names of those that are unpacked
     * @return says so, and what to do
     */
    public ReleaseException unknown(String what, List<String> unpacked) {
        String name = Release.printable(what);
        if (what.endsWith(ENDING)) {
            return new ReleaseException(
                    "there is no file '" + name + "'; bin/fil versions lists the releases that are here");
        }
        return new ReleaseException(
                what.contains("/")
                        ? "there is no archive '" + name + ENDING + "' in " + layout.releases()
                                + "; the path of an archive ends with " + ENDING
                        : "there is no release '" + name + "': it is neither unpacked (" + String.join(", ", unpacked)
                                + ") nor an archive in " + layout.releases() + "; give the path of its archive");
    }
}
