package fil.make;

import aQute.bnd.osgi.repository.XMLResourceGenerator;
import aQute.bnd.osgi.resource.ResourceBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.resource.Resource;

/** {@code index.xml} of a bundle repository (R5), plain, since Felix's reader stumbles over relative URLs in a packed one. */
final class RepositoryIndex {
    private static final String NAME = "fil";

    private RepositoryIndex() {}

    static void write(Path repository, List<Path> files) throws IOException {
        Files.createDirectories(repository);
        // no time in it: the same bundles give the same bytes
        XMLResourceGenerator index =
                new XMLResourceGenerator().name(NAME).increment(0).indent(1);
        for (Path file : files.stream().sorted().toList()) {
            index.resource(resource(file));
        }
        index.save(repository.resolve("index.xml").toFile());
    }

    private static Resource resource(Path file) throws IOException {
        ResourceBuilder resource = new ResourceBuilder();
        try {
            resource.addFile(file.toFile(), URI.create(file.getFileName().toString()));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(file + " cannot be indexed: " + e.getMessage(), e);
        }
        return resource.build();
    }
}
