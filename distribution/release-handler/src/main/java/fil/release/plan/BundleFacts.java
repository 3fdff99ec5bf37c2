package fil.release.plan;

import fil.release.ReleaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Resource;

/**
 * What a bundle's manifest says of it, as far as a change of release needs it.
 *
 * @param symbolicName the Bundle-SymbolicName
 * @param version the Bundle-Version
 * @param fragment whether it is a fragment and never started
 * @param resource its capabilities and requirements
 */
public record BundleFacts(String symbolicName, Version version, boolean fragment, Resource resource) {
    private static final String SERVICE = "osgi.service";

    /**
     * @param file a bundle
     * @return what its manifest says
     * @throws ReleaseException if it has none that can be read
     */
    public static BundleFacts of(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new ReleaseException(file.getFileName() + " is no bundle: it has no manifest");
            }
            Map<String, String> headers = new HashMap<>();
            manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
            return of(file.getFileName().toString(), headers);
        } catch (IOException | SecurityException e) {
            throw new ReleaseException(file.getFileName() + " is no bundle: " + e.getMessage(), e);
        }
    }

    /**
     * @param origin what to call the bundle in an error
     * @param headers the main headers of its manifest
     * @return what they say
     * @throws ReleaseException if they are not those of a bundle
     */
    public static BundleFacts of(String origin, Map<String, String> headers) {
        String name = headers.getOrDefault(Constants.BUNDLE_SYMBOLICNAME, "")
                .split(";")[0]
                .trim();
        if (name.isEmpty()) {
            throw new ReleaseException(origin + " is no bundle: its manifest has no Bundle-SymbolicName");
        }
        try {
            return new BundleFacts(
                    name,
                    Version.parseVersion(headers.get(Constants.BUNDLE_VERSION)),
                    headers.containsKey(Constants.FRAGMENT_HOST),
                    ResourceBuilder.build(origin, headers));
        } catch (BundleException | IllegalArgumentException e) {
            throw new ReleaseException(origin + " is no valid bundle: " + e.getMessage(), e);
        }
    }

    /** @return the packages it exports, with the version of each */
    public Set<String> exports() {
        return resource.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(capability -> capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE) + " "
                        + capability.getAttributes().get(Constants.VERSION_ATTRIBUTE))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return the states it declares to hand over, by name */
    public Map<String, Appup> appups() {
        return resource.getCapabilities(Appup.NAMESPACE).stream()
                .map(capability -> Appup.of(symbolicName, capability))
                .collect(Collectors.toMap(Appup::name, appup -> appup, (one, two) -> two));
    }

    /**
     * @param type the name of a service's interface
     * @return whether the manifest says that it provides one
     */
    public boolean provides(String type) {
        return resource.getCapabilities(SERVICE).stream()
                .anyMatch(capability -> types(capability.getAttributes().get(Constants.OBJECTCLASS))
                        .contains(type));
    }

    /**
     * @param contract the name of a contract
     * @return whether the manifest says that it implements it, such as {@code osgi.http}
     */
    public boolean implementsContract(String contract) {
        return resource.getCapabilities("osgi.implementation").stream()
                .anyMatch(
                        capability -> contract.equals(capability.getAttributes().get("osgi.implementation")));
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }

    private static List<?> types(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        return value == null
                ? Collections.emptyList()
                : List.of(value.toString().split("\\s*,\\s*"));
    }
}
