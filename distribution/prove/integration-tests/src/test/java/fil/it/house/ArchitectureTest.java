package fil.it.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Folders are layers: a module imports its own layer and lower ones, and nothing goes in a circle. */
class ArchitectureTest {
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();

    /** From the lowest to the highest; a module belongs to the longest of these that its path begins with. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("fil-api", "distribution/signals", "distribution/change/release"),
            List.of("fil-fsm", "fil-templates", "fil-web"),
            List.of("distribution/change", "distribution/serve"),
            List.of("distribution/change/by-hand"),
            List.of("distribution/operate"),
            List.of("distribution/make", "distribution/prove"));

    private static Map<String, Path> modules;
    private static JavaClasses classes;
    private static Map<String, String> moduleOf;

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            modules = files.filter(it -> it.endsWith("pom.xml"))
                    .map(Path::getParent)
                    .filter(it -> Files.isDirectory(it.resolve("target/classes")))
                    .collect(toMap(it -> ROOT.relativize(it).toString(), it -> it.resolve("target/classes")));
        }
        classes = new ClassFileImporter().importPaths(modules.values());
        moduleOf = classes.stream().collect(toMap(JavaClass::getName, ArchitectureTest::folder, (one, two) -> one));
        assertTrue(classes.size() > 300, () -> "only " + classes.size() + " classes were found below " + ROOT);
    }

    @Test
    void noModuleImportsAHigherLayer() {
        Set<String> wrong = new TreeSet<>();
        classes.stream()
                .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
                .forEach(it -> {
                    String from = module(it.getOriginClass());
                    String to = module(it.getTargetClass());
                    if (!to.isEmpty() && layer(from) < layer(to)) {
                        wrong.add(from + " imports " + to + ": " + it.getDescription());
                    }
                });
        assertEquals(Set.of(), wrong);
    }

    @Test
    void eachPackageSaysWhatItIsFor() throws IOException {
        Set<Path> silent = new TreeSet<>();
        for (Path module : modules.values()) {
            Path sources = module.resolve("../../src/main/java").normalize();
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(it -> it.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .filter(it -> !Files.exists(it.resolve("package-info.java")))
                            .forEach(it -> silent.add(ROOT.relativize(it)));
                }
            }
        }
        assertEquals(Set.of(), silent, "a package-info.java is missing");
    }

    /** Each bundle may have an activator, each program a main class; what the two releases of the colours differ in is one class. */
    @Test
    void eachNameSaysOneThing() {
        Map<String, Set<String>> places = classes.stream()
                .filter(it -> it.isTopLevelClass()
                        && !Set.of("package-info", "Activator", "Main", "Colours")
                                .contains(it.getSimpleName())
                        && isOurs(it))
                .collect(groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        mapping(JavaClass::getName, toCollection(TreeSet::new))));
        places.values().removeIf(it -> it.size() == 1);
        assertEquals(Map.of(), places);
    }

    /** Not what a bundle has taken in from a library. */
    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals("fil") || type.getPackageName().startsWith("fil.");
    }

    @Test
    void noModuleImportsItselfThroughAnother() {
        Map<String, Set<String>> imports = classes.stream()
                .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
                .filter(it -> !module(it.getTargetClass()).isEmpty())
                .collect(groupingBy(
                        (Dependency it) -> module(it.getOriginClass()),
                        TreeMap::new,
                        mapping(it -> module(it.getTargetClass()), toCollection(TreeSet::new))));
        while (imports.values().removeIf(Set::isEmpty) | removeLeaves(imports)) {
            // what imports nothing that is left is in no circle
        }
        assertEquals(Map.of(), imports);
    }

    @Test
    void noPackageImportsItselfThroughAnother() {
        slices().matching("fil.(**)").should().beFreeOfCycles().check(classes);
    }

    /** Versions, names of headers and what a manifest says are values; everything else of OSGi is a framework's. */
    @Test
    void whatAReleaseIsNeedsNoFramework() {
        Set<String> wrong = new TreeSet<>();
        classes.stream()
                .filter(it -> module(it).equals("distribution/change/release"))
                .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
                .filter(it -> it.getTargetClass().getPackageName().startsWith("org.osgi"))
                .filter(it -> !isValue(it.getTargetClass()))
                .forEach(it -> wrong.add(it.getDescription()));
        assertEquals(Set.of(), wrong);
    }

    private static boolean isValue(JavaClass type) {
        return Set.of("Constants", "Version", "VersionRange", "BundleException").contains(type.getSimpleName())
                || Set.of("org.osgi.framework.namespace", "org.osgi.resource", "org.osgi.service.feature")
                        .contains(type.getPackageName());
    }

    private static boolean removeLeaves(Map<String, Set<String>> imports) {
        boolean removed = false;
        for (Map.Entry<String, Set<String>> entry : imports.entrySet()) {
            removed |= entry.getValue().removeIf(it -> it.equals(entry.getKey()) || !imports.containsKey(it));
        }
        return removed;
    }

    private static int layer(String module) {
        int found = -1;
        int length = -1;
        for (int i = 0; i < LAYERS.size(); i++) {
            for (String folder : LAYERS.get(i)) {
                if ((module + "/").startsWith(folder + "/") && folder.length() > length) {
                    found = i;
                    length = folder.length();
                }
            }
        }
        assertTrue(found >= 0, () -> module + " is in no layer; say in which");
        return found;
    }

    /** @return the folder of the module that a class is of; empty if it is not ours */
    private static String module(JavaClass type) {
        return moduleOf.getOrDefault(type.getBaseComponentType().getName(), "");
    }

    private static String folder(JavaClass type) {
        Path file = Path.of(type.getSource().orElseThrow().getUri());
        return modules.entrySet().stream()
                .filter(it -> file.startsWith(it.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
