package fil.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Called by the build: lays out each of the named releases in target/stage. */
public final class Main {
    private static final String BASELINE = "fil.baseline";

    private Main() {}

    /** @param arguments the folder of the module, Maven's local repository, then the names of the releases */
    public static void main(String[] arguments) throws IOException {
        Path module = Path.of(arguments[0]);
        Path target = module.resolve("target");
        List<Coordinates> list = StartOrder.read(module.resolve("pom.xml"));
        MavenLayout layout = new MavenLayout(target.resolve("layout"));
        MavenLayout all = new MavenLayout(target.resolve("closure"));
        Contents contents = new Contents(MavenArtifact.in(all.root()));
        Licences licences = new Licences(Path.of(arguments[1]));
        for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
            ReleaseStage stage = new ReleaseStage(target.resolve("stage").resolve(name), name);
            Folders.delete(stage.root());
            Folders.copy(module.resolve("src/main/dist"), stage.root());
            Folders.copy(target.resolve("bin"), stage.root().resolve("bin"));
            stage.writeRelease(list, layout);
            stage.writeRepository(list, layout);
            stage.writeContents(list, layout, all, new Sbom(name, contents, licences));
            stage.writeFileList();
            hold(stage);
        }
        // the next build may have other versions
        Folders.delete(layout.root());
        Folders.delete(all.root());
    }

    /** Against what was published, where the property says what that is. */
    private static void hold(ReleaseStage stage) throws IOException {
        String published = System.getProperty(BASELINE, "");
        List<String> changed = published.isEmpty()
                ? List.of()
                : Baseline.of(Path.of(published)).changed(stage.feature());
        if (!changed.isEmpty()) {
            throw new IOException(String.join("\n", changed));
        }
    }
}
