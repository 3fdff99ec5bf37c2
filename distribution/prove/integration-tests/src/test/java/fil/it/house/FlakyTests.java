package fil.it.house;

import fil.it.PromiseBroken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * At the end of a build: counts and names the tests that passed only when they were tried again. One that had failed because
 * a promise was broken fails the build, whatever the second try said.
 */
public final class FlakyTests {
    private FlakyTests() {}

    /** @param arguments the folder of the reports */
    public static void main(String[] arguments) throws IOException, ParserConfigurationException, SAXException {
        List<String> flaky = new ArrayList<>();
        boolean broken = false;
        for (Path report : reports(Path.of(arguments[0]))) {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
            for (String kind : List.of("flakyFailure", "flakyError")) {
                NodeList found = document.getElementsByTagName(kind);
                for (int i = 0; i < found.getLength(); i++) {
                    Element failure = (Element) found.item(i);
                    flaky.add(line(failure));
                    broken |= PromiseBroken.class.getName().equals(failure.getAttribute("type"));
                }
            }
        }
        System.out.println("Flaky tests: " + flaky.size());
        flaky.forEach(it -> System.out.println("  " + it));
        if (broken) {
            throw new IllegalStateException(
                    "A promise was broken in a first try; that the second one passed does not mend it.");
        }
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private static String line(Element failure) {
        Element test = (Element) failure.getParentNode();
        return test.getAttribute("classname") + "." + test.getAttribute("name") + ": " + failure.getAttribute("type")
                + " " + failure.getAttribute("message").lines().findFirst().orElse("");
    }
}
