package fil.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The one list of bundles: the dependencies of scope runtime in the module's pom, in their order. */
final class StartOrder {
    private StartOrder() {}

    static List<Coordinates> read(Path pom) throws IOException {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            NodeList dependencies = document.getElementsByTagName("dependency");
            return IntStream.range(0, dependencies.getLength())
                    .mapToObj(i -> (Element) dependencies.item(i))
                    .filter(dependency -> text(dependency, "scope").equals("runtime"))
                    .map(dependency -> new Coordinates(text(dependency, "groupId"), text(dependency, "artifactId")))
                    .toList();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().trim();
    }
}
