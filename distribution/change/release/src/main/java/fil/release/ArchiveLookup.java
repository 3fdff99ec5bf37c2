package fil.release;

import fil.signals.SystemName;
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
        String name = release(what);
        if (name.contains("/") || name.contains("..")) {
            return Optional.empty();
        }
        return Stream.of(
                        name + "/" + SystemName.VALUE + ENDING,
                        name + "/" + SystemName.archive(name),
                        SystemName.archive(name))
                .map(layout.releases()::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * @param what {@code NAME}, or {@code NAME/fil} as OTP has it
     * @return the name of the release
     */
    public static String release(String what) {
        String archive = "/" + SystemName.VALUE;
        return what.endsWith(archive) ? what.substring(0, what.length() - archive.length()) : what;
    }

    /**
     * @param what what somebody called a release, without there being one
     * @param unpacked the names of those that are unpacked
     * @return says so, and what to do
     */
    public ReleaseException unknown(String what, List<String> unpacked) {
        String name = Release.printable(what);
        if (what.endsWith(ENDING)) {
            return new ReleaseException("there is no file '" + name + "'; " + SystemName.PROGRAM
                    + " versions lists the releases that are here");
        }
        return new ReleaseException(
                what.contains("/")
                        ? "there is no archive '" + name + ENDING + "' in " + layout.releases()
                                + "; the path of an archive ends with " + ENDING
                        : "there is no release '" + name + "': it is neither unpacked (" + String.join(", ", unpacked)
                                + ") nor an archive in " + layout.releases() + "; give the path of its archive");
    }
}
