package fil.release.plan;

import fil.release.FileCache;
import fil.release.Release;
import fil.release.ReleaseException;
import fil.signals.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.felix.utils.resource.RequirementImpl;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.apache.felix.utils.resource.ResourceImpl;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.NativeNamespace;
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
    private static final int LARGEST_MANIFEST = 1 << 20;
    private static final FileCache<BundleFacts> FILES = new FileCache<>(BundleFacts::read);

    /**
     * Each file is read once, as long as it is as it was.
     *
     * @param file a bundle
     * @return what its manifest says
     * @throws ReleaseException if it has none that can be read
     */
    public static BundleFacts of(Path file) {
        try {
            return FILES.of(file);
        } catch (IOException e) {
            throw new ReleaseException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static BundleFacts read(Path file) {
        Map<String, String> headers = new HashMap<>();
        manifest(file).getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
        return of(file.getFileName().toString(), headers);
    }

    /** A JarFile would read a manifest of any size into memory. */
    private static Manifest manifest(Path file) {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                throw new ReleaseException(file.getFileName() + " is no bundle: it has no manifest");
            }
            try (InputStream in = jar.getInputStream(entry)) {
                byte[] text = in.readNBytes(LARGEST_MANIFEST + 1);
                if (text.length > LARGEST_MANIFEST) {
                    throw new ReleaseException(file.getFileName() + " is no bundle: its manifest is larger than "
                            + LARGEST_MANIFEST + " bytes");
                }
                return new Manifest(new ByteArrayInputStream(text));
            }
        } catch (IOException | SecurityException | IllegalArgumentException e) {
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
                    resource(origin, headers));
        } catch (BundleException | IllegalArgumentException e) {
            throw new ReleaseException(
                    origin + " is no valid bundle: " + Release.printable(String.valueOf(e.getMessage())), e);
        } catch (StackOverflowError e) {
            throw new ReleaseException(origin + " is no valid bundle: its manifest is nested too deep", e);
        }
    }

    private static Resource resource(String origin, Map<String, String> headers) throws BundleException {
        ResourceImpl resource = ResourceBuilder.build(origin, headers);
        Optional.ofNullable(headers.get(Constants.BUNDLE_NATIVECODE))
                .flatMap(NativeCode::filter)
                .ifPresent(filter -> resource.addRequirement(
                        new RequirementImpl(resource, NativeNamespace.NATIVE_NAMESPACE, filter)));
        return resource;
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

    /**
     * @param role a role
     * @return whether the manifest says that it has it
     */
    public boolean has(Role role) {
        return resource.getCapabilities(Role.NAMESPACE).stream().anyMatch(it -> role.isIn(it.getAttributes()));
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
