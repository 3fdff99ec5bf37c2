package fil.make;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Unpacks the archive of the release and runs the system in the foreground, until Ctrl-C or {@code bin/NAME stop} ends it. It says its URL
 * itself. A later run has the settings and the state of the one before.
 */
@Mojo(name = "run", threadSafe = true)
public final class RunMojo extends ArchiveMojo {
    /** What a later run has of an earlier one. */
    private static final Set<String> KEPT = Set.of("conf", "state");

    /** How a process ends that was told to: by itself, by Ctrl-C, by a signal. */
    private static final Set<Integer> TOLD_TO_END = Set.of(0, 130, 143);

    /** Where it is unpacked. */
    @Parameter(property = "fil.folder", defaultValue = "${project.build.directory}/run")
    private File folder;

    /** Whether the settings and the state of the run before are thrown away. */
    @Parameter(property = "fil.fresh", defaultValue = "false")
    private boolean fresh;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path archive = archive("run");
        Path home = folder.toPath();
        Path program = home.resolve("bin").resolve(system());
        try {
            if (Files.exists(program) && run(program, "pid", ProcessBuilder.Redirect.DISCARD) == 0) {
                throw new MojoFailureException("it runs already in " + home + ": " + program + " stop");
            }
            clear(home);
            unpack(archive, home);
            int code = run(program, "foreground", ProcessBuilder.Redirect.INHERIT);
            if (!TOLD_TO_END.contains(code)) {
                throw new MojoFailureException(program + " foreground ended with " + code + ", and has said why");
            }
        } catch (IOException e) {
            throw new MojoExecutionException(archive + " cannot be run in " + home + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void clear(Path home) throws IOException {
        Files.createDirectories(home);
        try (var found = Files.list(home)) {
            for (Path each : found.toList()) {
                if (fresh || !KEPT.contains(each.getFileName().toString())) {
                    Folders.delete(each);
                }
            }
        }
    }

    private static void unpack(Path archive, Path home) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path place = entry.resolveIn(home);
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else {
                    Files.deleteIfExists(place);
                    Files.copy(tar, place);
                    if ((entry.getMode() & 0100) != 0 && !place.toFile().setExecutable(true, false)) {
                        throw new IOException(place + " cannot be made a program");
                    }
                }
            }
        }
    }

    /** Ctrl-C reaches it as well as Maven, which waits here until it has ended. */
    private static int run(Path program, String verb, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(program.toString(), verb))
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output)
                .redirectError(output)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.onExit().join()));
        return process.waitFor();
    }
}
