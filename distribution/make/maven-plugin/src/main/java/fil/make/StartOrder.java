package fil.make;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/**
 * The one list of bundles, in the order in which they start: the jars that a pom depends on in scope compile or runtime, and in the
 * place of a pom that it depends on those that this one lists.
 */
final class StartOrder {
    private static final Set<String> SCOPES = Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME);

    private StartOrder() {}

    /**
     * A bundle of the list.
     *
     * @param key its group, name and type
     * @param artifact what Maven has found for it; null if it has found nothing
     */
    record Listed(String key, Artifact artifact) {}

    static List<Listed> of(MavenProject project) {
        List<Listed> list = new ArrayList<>();
        for (Dependency dependency : project.getDependencies()) {
            String scope = dependency.getScope() == null ? Artifact.SCOPE_COMPILE : dependency.getScope();
            if (!SCOPES.contains(scope)) {
                continue;
            }
            Artifact artifact = found(project, dependency.getManagementKey());
            if (dependency.getType().equals("jar")) {
                list.add(new Listed(dependency.getManagementKey(), artifact));
            } else if (dependency.getType().equals("pom") && artifact != null) {
                project.getArtifacts().stream()
                        .filter(it -> isListedBy(artifact, it))
                        .forEach(it -> list.add(new Listed(it.getDependencyConflictId(), it)));
            }
        }
        return list;
    }

    /** The map of artifacts by group and name has one only, of whichever type. */
    private static Artifact found(MavenProject project, String key) {
        return project.getArtifacts().stream()
                .filter(it -> it.getDependencyConflictId().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** The trail is the project, the pom, the bundle; what the bundles depend on has a longer one. */
    private static boolean isListedBy(Artifact pom, Artifact artifact) {
        List<String> trail = artifact.getDependencyTrail();
        return artifact.getType().equals("jar")
                && SCOPES.contains(artifact.getScope())
                && trail != null
                && trail.size() == 3
                && trail.get(1).equals(pom.getId());
    }
}
