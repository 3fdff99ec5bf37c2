package fil.make;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Holds the archive of the release against the one that was published last: says the plan up and the plan back, and fails if a
 * version was not raised or a state would be lost. The program of the new archive does it, as an operator would have it done.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends ArchiveMojo {
    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
    private RepositorySystemSession session;

    @Inject
    private RepositorySystem repositories;

    /** The archive that was published last: a file, or {@code group:artifact:tar.gz:classifier:version}, as fil:release attaches it. */
    @Parameter(property = "fil.published")
    private String published;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path archive = archive("check");
        if (published == null || published.isBlank()) {
            throw new MojoFailureException(
                    "say against which archive: -Dfil.published=FILE, or <published>group:artifact:tar.gz:RELEASE:version</published>");
        }
        Path before = before();
        Path home = stage();
        String refused = "";
        for (List<Path> way : List.of(List.of(before, archive), List.of(archive, before))) {
            getLog().info("plan:");
            refused += said(home, "plan", way);
        }
        refused += said(home, "check", List.of(before, archive));
        if (!refused.isEmpty()) {
            throw new MojoFailureException(refused.strip());
        }
    }

    private Path before() throws MojoFailureException {
        Path file = project.getBasedir().toPath().resolve(published);
        if (Files.isRegularFile(file)) {
            return file.toAbsolutePath();
        }
        try {
            ArtifactRequest request =
                    new ArtifactRequest(new DefaultArtifact(published), project.getRemoteProjectRepositories(), null);
            return repositories
                    .resolveArtifact(session, request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException(
                    "published is '" + published
                            + "', which is neither a file nor group:artifact:tar.gz:classifier:version",
                    e);
        } catch (ArtifactResolutionException e) {
            throw new MojoFailureException("published: " + e.getMessage(), e);
        }
    }

    /** @return what it has said, if it was not well */
    private String said(Path home, String verb, List<Path> archives) throws MojoExecutionException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfil.system=" + system(),
                "-cp",
                home.resolve("bin/felix.jar") + File.pathSeparator + home.resolve("bin/launcher.jar"),
                "fil.launcher.Main",
                verb,
                "--unsigned",
                "--older"));
        archives.forEach(it -> command.add(it.toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() != 0) {
                return said + "\n";
            }
            said.lines().forEach(getLog()::info);
            return "";
        } catch (IOException e) {
            throw new MojoExecutionException(String.join(" ", command) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("it was interrupted", e);
        }
    }
}
