package fil.it.make;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A project of somebody else: of fil it has what is in a repository, and none of the sources. The repository has what this build has
 * made; all else comes from the local repository of this build, which is only read.
 */
final class OutsideProject {
    private static final Path ROOT = Path.of(System.getProperty("fil.root")).normalize();

    private final Path folder;
    private final Path published;

    OutsideProject(Path folder) throws Exception {
        this.folder = folder;
        published = folder.resolve("published");
        Path pom = ROOT.resolve("pom.xml");
        publish(pom, "fil", "fil", "1986", "pom");
        NodeList modules = parsed(pom).getElementsByTagName("module");
        for (int i = 0; i < modules.getLength(); i++) {
            Path module = ROOT.resolve(modules.item(i).getTextContent().strip());
            Element project = parsed(module.resolve("pom.xml"));
            String name = child(project, "artifactId");
            String version = child(project, "version");
            if (version != null) {
                publish(module.resolve("pom.xml"), "fil", name, version, "pom");
                Path jar = module.resolve("target").resolve(name + "-" + version + ".jar");
                if (Files.exists(jar)) {
                    publish(jar, "fil", name, version, "jar");
                }
            }
        }
        Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <localRepository>%1$s</localRepository>
                  <mirrors><mirror><id>built-with</id><mirrorOf>*,!published</mirrorOf><url>%2$s</url></mirror></mirrors>
                  <profiles><profile><id>outside</id>
                    <repositories><repository><id>published</id><url>%3$s</url></repository></repositories>
                    <pluginRepositories><pluginRepository><id>published</id><url>%3$s</url></pluginRepository></pluginRepositories>
                  </profile></profiles>
                  <activeProfiles><activeProfile>outside</activeProfile></activeProfiles>
                </settings>
                """.formatted(
                        folder.resolve("local"),
                        Path.of(System.getProperty("org.ops4j.pax.url.mvn.localRepository"))
                                .toUri(),
                        published.toUri()));
    }

    /** Puts a bundle of its own into the repository. */
    void publish(Path jar, String name, String version) throws IOException {
        publish(jar, "com.example", name, version, "jar");
        Path pom = Files.writeString(folder.resolve(name + ".pom"), """
                <project><modelVersion>4.0.0</modelVersion>
                <groupId>com.example</groupId><artifactId>%s</artifactId><version>%s</version></project>
                """.formatted(name, version));
        publish(pom, "com.example", name, version, "pom");
    }

    /** What Maven says. */
    record Built(int code, String output) {}

    /** Runs {@code mvn package} and other goals on a pom of few lines. */
    Built make(String version, String dependencies, String configuration, String... goals)
            throws IOException, InterruptedException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>shop</artifactId>
                  <version>%s</version>
                  <packaging>pom</packaging>
                  <dependencies>%s</dependencies>
                  <build><plugins><plugin>
                    <groupId>fil</groupId><artifactId>fil-maven-plugin</artifactId><version>1.0.0</version>
                    <executions><execution><goals><goal>release</goal></goals></execution></executions>
                    <configuration>%s</configuration>
                  </plugin></plugins></build>
                </project>
                """.formatted(version, dependencies, configuration));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                folder.resolve("settings.xml").toString(),
                "package"));
        command.addAll(List.of(goals));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(it -> it.startsWith("MAVEN_"));
        Process process = builder.start();
        try {
            if (!process.waitFor(240, TimeUnit.SECONDS)) {
                throw new AssertionError("Maven does not end: " + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Built(process.exitValue(), Files.readString(output));
    }

    /** The archive that was made. */
    Path archive(String release) {
        return folder.resolve("project/target/shop-" + release + ".tar.gz");
    }

    private void publish(Path file, String group, String name, String version, String type) throws IOException {
        Path place = published.resolve(group.replace('.', '/')).resolve(name).resolve(version);
        Files.createDirectories(place);
        Files.copy(file, place.resolve(name + "-" + version + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Element parsed(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    private static String child(Element element, String name) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent().strip();
            }
        }
        return null;
    }
}
