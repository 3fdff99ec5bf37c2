package fil.make;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that does something with the archive that {@code fil:release} has written. */
abstract class ArchiveMojo extends AbstractMojo {
    /** The name of the system. */
    @Parameter(property = "fil.system", defaultValue = "${project.artifactId}")
    private String system;

    /** The name of the release. */
    @Parameter(property = "fil.release", defaultValue = "${project.version}")
    private String release;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    private File target;

    /** @return the name of the system */
    String system() {
        return system;
    }

    /** @return the folder out of which the archive was made */
    Path stage() {
        return target.toPath().resolve("stage").resolve(release);
    }

    /**
     * @param goal what needs it
     * @throws MojoFailureException if it was not made
     */
    Path archive(String goal) throws MojoFailureException {
        Path archive = target.toPath().resolve(system + "-" + release + ".tar.gz");
        if (!Files.isRegularFile(archive)) {
            throw new MojoFailureException("there is no " + archive + " yet: mvn package fil:" + goal);
        }
        return archive;
    }
}
