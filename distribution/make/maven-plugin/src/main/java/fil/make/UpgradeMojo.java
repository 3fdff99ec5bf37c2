package fil.make;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Upgrades a running installation to the release, by {@code bin/NAME upgrade} of the installation itself, which says what it does. The
 * build fails where that does not end with 0, and what ran before runs then.
 */
@Mojo(name = "upgrade", threadSafe = true)
public final class UpgradeMojo extends AbstractMojo {
    /** The name of the system. */
    @Parameter(property = "fil.system", defaultValue = "${project.artifactId}")
    private String system;

    /** The name of the release. */
    @Parameter(property = "fil.release", defaultValue = "${project.version}")
    private String release;

    /** The installation that runs; by default the one of {@code fil:run}. */
    @Parameter(property = "fil.folder", defaultValue = "${project.build.directory}/run")
    private File folder;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    private File target;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path archive = target.toPath().resolve(system + "-" + release + ".tar.gz");
        if (!Files.isRegularFile(archive)) {
            throw new MojoFailureException("there is no " + archive + " yet: mvn package fil:upgrade");
        }
        Path program = folder.toPath().resolve("bin").resolve(system);
        if (!Files.isExecutable(program)) {
            throw new MojoFailureException(
                    "no installation of " + system + " is in " + folder + ": there is no " + program);
        }
        try {
            Process process = new ProcessBuilder(List.of(program.toString(), "upgrade", archive.toString()))
                    .inheritIO()
                    .start();
            int code = process.waitFor();
            if (code != 0) {
                throw new MojoFailureException(program + " upgrade ended with " + code + ", and has said why");
            }
        } catch (IOException e) {
            throw new MojoExecutionException(program + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted while " + program + " upgrade went on", e);
        }
    }
}
