package fil.health;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the system is, held against how it was.
 *
 * @param findings all that is not as it was
 */
public record Verdict(List<Finding> findings) {
    /** All is well. */
    public static final Verdict WELL = new Verdict(List.of());

    private static final int MOST = 3;

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** @return whether all is well */
    public boolean isWell() {
        return findings.isEmpty();
    }

    /**
     * @param weights which findings count
     * @return what they say, the first three in words
     */
    public String words(Finding.Weight... weights) {
        List<Finding.Weight> wanted = Arrays.asList(weights);
        List<String> sentences = findings.stream()
                .filter(finding -> wanted.contains(finding.weight()))
                .sorted((one, two) -> one.weight().compareTo(two.weight()))
                .map(Finding::sentence)
                .distinct()
                .toList();
        return sentences.stream().limit(MOST).collect(Collectors.joining("; "))
                + (sentences.size() > MOST ? "; and " + (sentences.size() - MOST) + " more" : "");
    }

    Verdict without(Set<String> bundles) {
        return new Verdict(findings.stream()
                .filter(finding -> !bundles.contains(finding.bundle()))
                .toList());
    }

    boolean has(Finding.Weight weight) {
        return findings.stream().anyMatch(finding -> finding.weight() == weight);
    }

    Set<String> subjects(Finding.Weight weight) {
        return findings.stream()
                .filter(finding -> finding.weight() == weight)
                .map(Finding::subject)
                .collect(Collectors.toSet());
    }
}
