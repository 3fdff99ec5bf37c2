package fil.make;

import fil.release.Release;
import fil.release.ReleaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipException;
import org.apache.maven.plugin.MojoFailureException;

/** What is wrong with a release, all told at once. */
final class ReleaseProblems {
    private final List<String> problems = new ArrayList<>();

    void add(String problem) {
        problems.add(problem);
    }

    void name(String release) {
        try {
            Release.requireName(release);
        } catch (ReleaseException e) {
            add(e.getMessage());
        }
    }

    void system(SystemNaming naming) {
        if (!naming.isAllowed()) {
            add(
                    "a system cannot be called '" + naming.name()
                            + "': a name is of small letters, digits, and single hyphens between"
                            + " them, begins with a letter, and is no program of bin/ (client, keeper, support); say <system>NAME</system>");
        }
    }

    Optional<MavenArtifact> jar(String group, String name, String version, Path file) throws IOException {
        try {
            return Optional.of(MavenArtifact.of(group, name, version, file));
        } catch (ZipException e) {
            add(group + ":" + name + ":" + version + " is not a bundle: " + file + " is no jar: " + e.getMessage());
            return Optional.empty();
        }
    }

    void bundle(MavenArtifact what) {
        try {
            BundleFile.read(what.file());
        } catch (IOException e) {
            add(e.getMessage());
        }
    }

    void twice(List<StagedBundle> list) throws IOException {
        Map<String, List<Path>> files = new TreeMap<>();
        for (StagedBundle each : list) {
            Path file = each.chosen().file();
            Optional<BundleFile> bundle = BundleFile.of(file);
            bundle.ifPresent(
                    it -> files.computeIfAbsent(it.symbolicName() + " " + it.version(), any -> new ArrayList<>())
                            .add(file));
        }
        files.forEach((bundle, all) -> {
            if (all.size() > 1) {
                add(bundle + " is there " + all.size() + " times: " + all);
            }
        });
    }

    void unused(String parameter, List<MavenArtifact> named, List<StagedBundle> list) {
        for (MavenArtifact each : named) {
            if (list.stream().noneMatch(it -> it.chosen().isOtherVersionOf(each))) {
                add(parameter + ": the pom does not depend on " + each.coordinates() + " in scope compile or runtime");
            }
        }
    }

    /** @return the coordinates of the last bundle that answers, null if none is named or it cannot be */
    Coordinates last(String text, List<StagedBundle> list) {
        if (text == null) {
            return null;
        }
        if (!Coordinates.are(text, 2)) {
            add("lastToAnswer: '" + text + "' is not group:artifact");
            return null;
        }
        String[] words = text.strip().split(":");
        Coordinates last = new Coordinates(words[0], words[1]);
        if (list.stream().noneMatch(it -> it.chosen().coordinates().equals(last))) {
            add("lastToAnswer: the release has no bundle " + last);
        }
        return last;
    }

    void end(String release) throws MojoFailureException {
        if (!problems.isEmpty()) {
            throw new MojoFailureException(
                    "release " + release + " cannot be made:\n- " + String.join("\n- ", problems));
        }
    }
}
