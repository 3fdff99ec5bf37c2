package fil.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code fil:names}: what can be typed where a release is wanted; the shell completes with it. */
@Component(
        service = NamesCommand.class,
        property = {"osgi.command.scope=fil", "osgi.command.function=names"})
public final class NamesCommand {
    private static final String ARCHIVE = ".tar.gz";
    private final Path releases;

    /** @param context of this bundle */
    @Activate
    public NamesCommand(BundleContext context) {
        this(Path.of(context.getProperty("fil.home"), "releases"));
    }

    NamesCommand(Path releases) {
        this.releases = releases;
    }

    /** @return the releases that are unpacked, and the archives beside them */
    @Descriptor("the releases at hand: unpacked, or an archive in releases/. Example: fil:names")
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(releases, 2)) {
            return files.filter(Files::isRegularFile)
                    .map(releases::relativize)
                    .filter(file -> file.getNameCount() == 2)
                    .flatMap(NamesCommand::name)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> name(Path file) {
        String folder = file.getName(0).toString();
        String name = file.getName(1).toString();
        if (name.endsWith(ARCHIVE)) {
            return Stream.of(folder + "/" + name.substring(0, name.length() - ARCHIVE.length()));
        }
        return name.equals(folder + ".json") ? Stream.of(folder) : Stream.empty();
    }
}
