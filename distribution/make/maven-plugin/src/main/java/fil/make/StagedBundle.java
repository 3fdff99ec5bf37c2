package fil.make;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A bundle of a release.
 *
 * @param chosen the version that is in the release
 * @param versions the chosen one and all others that are known; if they are more than one, the archive's repository has them
 */
record StagedBundle(MavenArtifact chosen, List<MavenArtifact> versions) {

    /**
     * @param own the version that the pom depends on
     * @param instead what is taken in its place if it is of the same coordinates
     * @param others further versions, those of the same coordinates among them
     */
    static StagedBundle of(MavenArtifact own, List<MavenArtifact> instead, List<MavenArtifact> others) {
        List<MavenArtifact> taken =
                instead.stream().filter(own::isOtherVersionOf).toList();
        List<MavenArtifact> versions = Stream.of(List.of(own), taken, others)
                .flatMap(List::stream)
                .filter(own::isOtherVersionOf)
                .distinct()
                .sorted(Comparator.comparing(MavenArtifact::version))
                .toList();
        return new StagedBundle(taken.isEmpty() ? own : taken.get(0), versions);
    }
}
