package fil.make;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * The licence of each part, as its pom or the pom's parents say.
 *
 * @param root Maven's local repository, which has the pom of everything that was resolved, and its parents
 */
record Licences(Path root) {
    private static final Pattern TEXT = Pattern.compile("(META-INF/)?(LICENSE|NOTICE)(\\.(txt|md))?");
    /** How poms name what SPDX knows. */
    private static final Map<Pattern, String> SPDX = spdx();

    /** The licences of a part, by their SPDX identifiers where they have one. */
    List<String> of(String group, String name, String version) throws IOException {
        Optional<Model> pom = pom(group, name, version);
        while (pom.isPresent()) {
            List<String> named = pom.get().getLicenses().stream()
                    .map(License::getName)
                    .filter(Objects::nonNull)
                    .map(String::strip)
                    .filter(it -> !it.isEmpty())
                    .map(Licences::identifier)
                    .toList();
            Parent parent = pom.get().getParent();
            if (!named.isEmpty() || parent == null) {
                return named;
            }
            pom = pom(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
        }
        return List.of();
    }

    private Optional<Model> pom(String group, String name, String version) throws IOException {
        Path file = root.resolve(group.replace('.', '/')).resolve(name).resolve(version);
        file = file.resolve(name + "-" + version + ".pom");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new MavenXpp3Reader().read(in, false));
        } catch (XmlPullParserException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    String words(String group, String name, String version) throws IOException {
        List<String> licences = of(group, name, version);
        return licences.isEmpty() ? "see its own file" : String.join(" or ", licences);
    }

    JsonArray json(String group, String name, String version) throws IOException {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (String licence : of(group, name, version)) {
            String key = SPDX.containsValue(licence) ? "id" : "name";
            all.add(Json.createObjectBuilder()
                    .add("license", Json.createObjectBuilder().add(key, licence)));
        }
        return all.build();
    }

    /** The texts that a part brings along, by their name in it. */
    static Map<String, String> texts(MavenArtifact part) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(part.file().toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                if (TEXT.matcher(entry.getName()).matches()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return texts;
    }

    private static String identifier(String name) {
        return SPDX.entrySet().stream()
                .filter(known -> known.getKey().matcher(name).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(name);
    }

    private static Map<Pattern, String> spdx() {
        Map<Pattern, String> known = new LinkedHashMap<>();
        known.put(Pattern.compile("^(?!.*(CDDL|Common Development)).*Apache.*2"), "Apache-2.0");
        known.put(Pattern.compile("^(The )?MIT"), "MIT");
        known.put(Pattern.compile("^(EPL|Eclipse Public License).*2\\.0"), "EPL-2.0");
        known.put(Pattern.compile("^MPL.?1\\.1"), "MPL-1.1");
        known.put(Pattern.compile("^LGPL.?2\\.1"), "LGPL-2.1-only");
        known.put(Pattern.compile("^CC0"), "CC0-1.0");
        return known;
    }
}
