package fil.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A pom, as far as it says under which licence its artifact is. */
record PomFile(Element project) {

    /** The pom of an artifact in a folder that is laid out as a Maven repository. */
    static Optional<PomFile> find(Path root, String group, String name, String version) throws IOException {
        Path file = root.resolve(group.replace('.', '/')).resolve(name).resolve(version);
        file = file.resolve(name + "-" + version + ".pom");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PomFile(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement()));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The names of the licences that it says itself. */
    List<String> licences() {
        return children(project, "licenses")
                .flatMap(all -> children(all, "license"))
                .map(licence -> text(licence, "name"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    Optional<PomFile> parent(Path root) throws IOException {
        List<Element> parents = children(project, "parent").toList();
        if (parents.isEmpty()) {
            return Optional.empty();
        }
        Element parent = parents.get(0);
        return find(root, text(parent, "groupId"), text(parent, "artifactId"), text(parent, "version"));
    }

    private static String text(Element parent, String name) {
        return children(parent, name)
                .map(child -> child.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static Stream<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(child -> child.getTagName().equals(name));
    }
}
