package fil.make;

import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/** The one list of bundles: the jars that a pom depends on in scope compile or runtime, in its order. */
final class StartOrder {
    private static final Set<String> SCOPES = Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME);

    private StartOrder() {}

    static List<Dependency> of(MavenProject project) {
        return project.getDependencies().stream().filter(StartOrder::isBundle).toList();
    }

    private static boolean isBundle(Dependency dependency) {
        String scope = dependency.getScope() == null ? Artifact.SCOPE_COMPILE : dependency.getScope();
        return SCOPES.contains(scope) && dependency.getType().equals("jar");
    }
}
