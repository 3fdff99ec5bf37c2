package fil.make;

import fil.release.FeatureFile;
import fil.release.ReleaseException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Makes the archive of a release: the jars that the pom depends on in scope compile or runtime, in its order. */
@Mojo(
        name = "release",
        defaultPhase = LifecyclePhase.PACKAGE,
        threadSafe = true,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME)
public final class ReleaseMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin}", readonly = true)
    private PluginDescriptor plugin;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
    private RepositorySystemSession session;

    @Inject
    private RepositorySystem repositories;

    @Inject
    private MavenProjectHelper helper;

    /**
     * The name of the system: of its program in {@code bin/}, its archives, its variables and settings. Small letters and digits,
     * and single hyphens between them.
     */
    @Parameter(property = "fil.system", defaultValue = "${project.artifactId}")
    private String system;

    /** The name of the release. */
    @Parameter(defaultValue = "${project.version}")
    private String release;

    /** What is in this release in the place of the version that the pom depends on, as {@code group:artifact:version}. */
    @Parameter
    private List<String> replacements = List.of();

    /** Versions of other releases, as {@code group:artifact:version}: the archive's repository has them. */
    @Parameter
    private List<String> otherVersions = List.of();

    /** The last bundle that answers clients or guards what does, as {@code group:artifact}; else of each it may be so. */
    @Parameter
    private String lastToAnswer;

    /** A file of JSON: the member {@code configurations} of a feature. */
    @Parameter
    private File configurations;

    /** A feature that was published: a bundle with other bytes under a version that it has is refused. */
    @Parameter(property = "fil.baseline")
    private File baseline;

    /** What all files of the archive say that they were last changed: a time of ISO 8601, or seconds since 1970. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    private String outputTimestamp;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    private File target;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        try {
            make();
        } catch (IOException e) {
            throw new MojoExecutionException("the archive cannot be written: " + e.getMessage(), e);
        }
    }

    private void make() throws IOException, MojoExecutionException, MojoFailureException {
        ReleaseProblems problems = new ReleaseProblems();
        problems.name(release);
        SystemNaming naming = new SystemNaming(system);
        problems.system(naming);
        Instant time = time(problems);
        JsonObject configured = configured(problems);
        List<StagedBundle> list = bundles(problems);
        Coordinates last = problems.last(lastToAnswer, list);
        list.forEach(each -> each.versions().forEach(problems::bundle));
        problems.twice(list);
        problems.end(release);

        ReleaseStage stage = new ReleaseStage(
                target.toPath().resolve("stage").resolve(release), project.getGroupId(), system, release);
        Folders.delete(stage.root());
        new Distribution(plugin.getPluginArtifact().getFile().toPath(), naming).copy(stage.root());
        SortedMap<String, MavenArtifact> programs = new TreeMap<>();
        programs.put("felix.jar", program("org.apache.felix:org.apache.felix.main"));
        programs.put("launcher.jar", program("fil:fil-launcher"));
        for (String name : programs.keySet()) {
            Folders.copyFile(
                    programs.get(name).file(), stage.root().resolve("bin").resolve(name));
        }
        stage.writeRelease(list, last, configured);
        try {
            FeatureFile.read(stage.feature());
        } catch (ReleaseException e) {
            throw new MojoFailureException("release " + release + " cannot be made: " + e.getMessage(), e);
        }
        stage.writeRepository(list);
        Licences licences =
                new Licences(session.getLocalRepository().getBasedir().toPath());
        stage.writeContents(list, programs, new Sbom(stage, new Contents(parts(list)), licences));
        stage.writeFileList();
        hold(stage);
        Path archive = target.toPath().resolve(system + "-" + release + ".tar.gz");
        new TarGz(time, "bin/" + system).write(stage.root(), archive);
        helper.attachArtifact(project, "tar.gz", release, archive.toFile());
    }

    private Instant time(ReleaseProblems problems) {
        try {
            return outputTimestamp == null ? Instant.EPOCH : TarGz.time(outputTimestamp.strip());
        } catch (DateTimeException | NumberFormatException e) {
            problems.add("outputTimestamp is '" + outputTimestamp
                    + "': it is a time like 1986-01-26T00:00:00Z, or seconds since 1970");
            return Instant.EPOCH;
        }
    }

    private JsonObject configured(ReleaseProblems problems) {
        if (configurations == null) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(configurations.toPath()))) {
            return reader.readObject();
        } catch (IOException | JsonException e) {
            problems.add(
                    "configurations: " + configurations + " cannot be read as an object of JSON: " + e.getMessage());
            return JsonObject.EMPTY_JSON_OBJECT;
        }
    }

    private List<StagedBundle> bundles(ReleaseProblems problems) throws IOException {
        List<MavenArtifact> instead = resolved("replacements", replacements, problems);
        List<MavenArtifact> others = resolved("otherVersions", otherVersions, problems);
        List<StagedBundle> list = new ArrayList<>();
        for (StartOrder.Listed listed : StartOrder.of(project)) {
            Optional<MavenArtifact> own = jar(listed.artifact(), listed.key(), problems);
            if (own.isPresent()) {
                list.add(StagedBundle.of(own.get(), instead, others));
            }
        }
        problems.unused("replacements", instead, list);
        problems.unused("otherVersions", others, list);
        return list;
    }

    private static Optional<MavenArtifact> jar(Artifact artifact, String what, ReleaseProblems problems)
            throws IOException {
        if (artifact == null || artifact.getFile() == null) {
            problems.add(what + " is missing");
        } else if (!artifact.getFile().isFile()) {
            problems.add(what + " has no jar yet, only " + artifact.getFile() + ": run mvn package");
        } else {
            return problems.jar(
                    artifact.getGroupId(),
                    artifact.getArtifactId(),
                    artifact.getVersion(),
                    artifact.getFile().toPath());
        }
        return Optional.empty();
    }

    private List<MavenArtifact> resolved(String parameter, List<String> texts, ReleaseProblems problems)
            throws IOException {
        List<MavenArtifact> found = new ArrayList<>();
        for (String text : texts) {
            if (text == null || !Coordinates.are(text, 3)) {
                problems.add(parameter + ": '" + text + "' is not group:artifact:version");
                continue;
            }
            String[] words = text.strip().split(":");
            ArtifactRequest request = new ArtifactRequest(
                    new DefaultArtifact(words[0], words[1], "jar", words[2]),
                    project.getRemoteProjectRepositories(),
                    null);
            try {
                Path file = repositories
                        .resolveArtifact(session, request)
                        .getArtifact()
                        .getFile()
                        .toPath();
                if (Files.isRegularFile(file)) {
                    problems.jar(words[0], words[1], words[2], file).ifPresent(found::add);
                } else {
                    problems.add(parameter + ": " + text + " has no jar yet, only " + file + ": run mvn package");
                }
            } catch (ArtifactResolutionException e) {
                problems.add(parameter + ": " + text + " is missing: " + e.getMessage());
            }
        }
        return found;
    }

    private MavenArtifact program(String key) throws IOException, MojoExecutionException {
        Artifact artifact = plugin.getArtifactMap().get(key);
        if (artifact == null
                || artifact.getFile() == null
                || !artifact.getFile().isFile()) {
            throw new MojoExecutionException(key + ", which each archive has, has no jar yet: run mvn package");
        }
        return MavenArtifact.of(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getVersion(),
                artifact.getFile().toPath());
    }

    /** All that a file of the archive may have in it, to find out what it has. */
    private List<MavenArtifact> parts(List<StagedBundle> list) throws IOException {
        SortedMap<String, MavenArtifact> parts = new TreeMap<>();
        List<Artifact> known = new ArrayList<>(project.getArtifacts());
        known.addAll(plugin.getArtifacts());
        for (Artifact artifact : known) {
            if (artifact.getType().equals("jar")
                    && artifact.getFile() != null
                    && artifact.getFile().isFile()) {
                MavenArtifact part = MavenArtifact.of(
                        artifact.getGroupId(),
                        artifact.getArtifactId(),
                        artifact.getVersion(),
                        artifact.getFile().toPath());
                parts.putIfAbsent(part.url(), part);
            }
        }
        list.forEach(each -> each.versions().forEach(part -> parts.putIfAbsent(part.url(), part)));
        return List.copyOf(parts.values());
    }

    /** Against what was published, where the parameter says what that is. */
    private void hold(ReleaseStage stage) throws IOException, MojoFailureException {
        List<String> changed =
                baseline == null ? List.of() : Baseline.of(baseline.toPath()).changed(stage.feature());
        if (!changed.isEmpty()) {
            throw new MojoFailureException(String.join("\n", changed));
        }
    }
}
