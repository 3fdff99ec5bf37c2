package fil.byhand;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.bundlerepository.Reason;
import org.apache.felix.bundlerepository.RepositoryAdmin;
import org.apache.felix.bundlerepository.Resolver;
import org.apache.felix.bundlerepository.Resource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** What the bundle repository has to offer for a name, with all that it needs. */
final class Repository {
    private static final String CONFIGURED = "obr.repository.url";
    private final BundleContext context;
    private final FetchedIndex index;
    private RepositoryAdmin read;

    Repository(BundleContext context, FetchedIndex index) {
        this.context = context;
        this.index = index;
    }

    /**
     * @param names of bundles, each with {@code @version} or without, then the newest
     * @return what they need, and then they
     * @throws IOException names what is not there or does not resolve
     */
    List<Resource> resolve(String[] names, boolean optional) throws IOException {
        ServiceReference<RepositoryAdmin> reference = context.getServiceReference(RepositoryAdmin.class);
        if (reference == null) {
            throw new IOException("The bundle repository does not run; start org.apache.felix.bundlerepository.");
        }
        try {
            return resolve(context.getService(reference), names, optional);
        } finally {
            context.ungetService(reference);
        }
    }

    private List<Resource> resolve(RepositoryAdmin admin, String[] names, boolean optional) throws IOException {
        if (names.length == 0) {
            throw new IllegalArgumentException("It is not said which bundle; obr:list lists them.");
        }
        List<Resource> all = all(admin);
        Resolver resolver = admin.resolver();
        for (String name : names) {
            resolver.add(newest(all, name));
        }
        if (!resolver.resolve(optional ? 0 : Resolver.NO_OPTIONAL_RESOURCES)) {
            throw new IOException(Arrays.stream(resolver.getUnsatisfiedRequirements())
                    .map(Repository::missing)
                    .distinct()
                    .collect(Collectors.joining("; ", "It does not resolve, nothing was changed: ", ".")));
        }
        Stream<Resource> more = optional ? Stream.of(resolver.getOptionalResources()) : Stream.empty();
        return Stream.of(Stream.of(resolver.getRequiredResources()), more, Stream.of(resolver.getAddedResources()))
                .flatMap(stream -> stream)
                .distinct()
                .toList();
    }

    private static String missing(Reason reason) {
        return Repository.called(reason.getResource()) + " needs "
                + reason.getRequirement().getName() + " "
                + reason.getRequirement().getFilter() + ", and nobody offers it";
    }

    private static String called(Resource resource) {
        return resource.getSymbolicName() + " " + resource.getVersion();
    }

    /** The repository reads what is configured when it is asked for the first time: so that is looked at before. */
    private synchronized List<Resource> all(RepositoryAdmin admin) throws IOException {
        String configured = context.getProperty(CONFIGURED);
        String urls = configured == null ? "" : configured.trim();
        if (read != admin) {
            for (String url : urls.isEmpty() ? new String[0] : urls.split("\\s+")) {
                index.read(url);
            }
        }
        List<Resource> all = index.within(urls, () -> Stream.of(admin.listRepositories())
                .flatMap(it -> Stream.of(it.getResources()))
                .toList());
        read = admin;
        return all;
    }

    private Resource newest(List<Resource> all, String wanted) throws IOException {
        String[] parts = wanted.split("@", 2);
        String name = localName(parts[0]);
        Version version = parts.length == 1 ? null : version(parts[1]);
        return all.stream()
                .filter(each -> name.equals(each.getSymbolicName()) || name.equals(each.getPresentationName()))
                .filter(each -> version == null || version.equals(each.getVersion()))
                .max(Comparator.comparing(Resource::getVersion))
                .orElseThrow(() ->
                        new IOException("The repository has no bundle '" + wanted + "'; obr:list -v lists them."));
    }

    private static Version version(String text) {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no version of a bundle; one looks like 1986.0.0.b.", e);
        }
    }

    /** A number stands for the bundle that has it here. */
    private String localName(String name) {
        if (!name.matches("\\d{1,18}")) {
            return name;
        }
        Bundle bundle = context.getBundle(Long.parseLong(name));
        return bundle == null ? name : bundle.getSymbolicName();
    }
}
