package fil.make;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Upgrades a running installation to the release, by {@code bin/NAME upgrade} of the installation itself, which says what it does. The
 * build fails where that does not end with 0.
 */
@Mojo(name = "upgrade", threadSafe = true)
public final class UpgradeMojo extends ArchiveMojo {
    /** The installation that runs; by default the one of {@code fil:run}. */
    @Parameter(property = "fil.folder", defaultValue = "${project.build.directory}/run")
    private File folder;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path archive = archive("upgrade");
        Path program = folder.toPath().resolve("bin").resolve(system());
        if (!Files.isExecutable(program)) {
            throw new MojoFailureException(
                    "no installation of " + system() + " is in " + folder + ": there is no " + program);
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
