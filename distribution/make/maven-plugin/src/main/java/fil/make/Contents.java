package fil.make;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what a jar was made of by its very classes, whatever its manifest or its pom says. */
record Contents(List<MavenArtifact> parts) {
    /** Of a part; below, the few classes they share were taken from elsewhere by both. */
    private static final double LEAST = 0.02;

    /**
     * The parts that a jar has classes of. A class that several parts have counts for the one that is there most wholly.
     *
     * @param jar a file
     * @param own the part that it is itself
     * @return the parts in it, by their coordinates
     */
    List<MavenArtifact> of(Path jar, String own) throws IOException {
        Map<String, Long> left = new HashMap<>(MavenArtifact.classesOf(jar));
        List<MavenArtifact> candidates = new ArrayList<>(parts);
        candidates.removeIf(part -> part.url().equals(own) || part.group().equals("fil") || shared(part, left) == 0);
        Map<MavenArtifact, Double> share = new HashMap<>();
        candidates.forEach(part ->
                share.put(part, shared(part, left) / (double) part.classes().size()));
        candidates.removeIf(part -> share.get(part) < LEAST);
        candidates.sort(
                Comparator.comparing((MavenArtifact part) -> -share.get(part)).thenComparing(MavenArtifact::url));
        List<MavenArtifact> found = new ArrayList<>();
        for (MavenArtifact part : candidates) {
            if (shared(part, left) > 0) {
                found.add(part);
                left.keySet().removeAll(part.classes().keySet());
            }
        }
        found.sort(Comparator.comparing(MavenArtifact::url));
        return found;
    }

    private static long shared(MavenArtifact part, Map<String, Long> classes) {
        return part.classes().entrySet().stream()
                .filter(entry -> entry.getValue().equals(classes.get(entry.getKey())))
                .count();
    }
}
