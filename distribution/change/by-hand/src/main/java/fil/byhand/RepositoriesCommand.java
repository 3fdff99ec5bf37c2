package fil.byhand;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.bundlerepository.Repository;
import org.apache.felix.bundlerepository.RepositoryAdmin;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** {@code obr:repos} of the shell in the place of Felix's own, which waits for a repository for ever, and reads whatever comes. */
public final class RepositoriesCommand {
    private final BundleContext context;
    private final FetchedIndex index;

    RepositoriesCommand(BundleContext context, FetchedIndex index) {
        this.context = context;
        this.index = index;
    }

    /**
     * @return for list, where the repositories are, a line each
     * @throws IOException names the repository that cannot be read
     */
    @Descriptor("the repositories of bundles. Example: obr:repos add file:repository/index.xml")
    public String repos(
            @Descriptor("( add | list | refresh | remove )") String action,
            @Descriptor("addresses of repositories") String... urls)
            throws IOException {
        ServiceReference<RepositoryAdmin> reference = context.getServiceReference(RepositoryAdmin.class);
        if (reference == null) {
            throw new IOException("The bundle repository does not run; start org.apache.felix.bundlerepository.");
        }
        try {
            return repos(context.getService(reference), action, List.of(urls));
        } finally {
            context.ungetService(reference);
        }
    }

    private String repos(RepositoryAdmin admin, String action, List<String> urls) throws IOException {
        switch (action) {
            case "list" -> {
                return String.join("\n", known(admin));
            }
            case "add" -> add(admin, require(urls));
            case "remove" -> remove(admin, require(urls));
            case "refresh" -> {
                List<URL> read = read(require(urls)); // before any is taken away
                remove(admin, urls);
                add(admin, read, urls);
            }
            default ->
                throw new IllegalArgumentException("'" + action
                        + "' is none of add, list, refresh, remove; obr:repos list shows the repositories.");
        }
        return "";
    }

    private static List<String> require(List<String> urls) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("It is not said which repository; give its URL, as file:PATH say.");
        }
        return urls;
    }

    private List<String> known(RepositoryAdmin admin) throws IOException {
        return index.within("of this system", () -> Stream.of(admin.listRepositories())
                .map(Repository::getURI)
                .toList());
    }

    private List<URL> read(List<String> urls) throws IOException {
        List<URL> all = new ArrayList<>();
        for (String url : urls) {
            all.add(index.read(url));
        }
        return all;
    }

    private void add(RepositoryAdmin admin, List<String> urls) throws IOException {
        add(admin, read(urls), urls);
    }

    private void add(RepositoryAdmin admin, List<URL> read, List<String> urls) throws IOException {
        index.within(String.join(", ", urls), () -> {
            for (URL each : read) {
                admin.addRepository(each);
            }
            return urls;
        });
    }

    private void remove(RepositoryAdmin admin, List<String> urls) throws IOException {
        index.within(String.join(", ", urls), () -> {
            for (String url : urls) {
                if (!admin.removeRepository(url)) {
                    throw new IOException(url + " is none of the repositories; it is to be named as it was added,"
                            + " as file:/srv/repository/index.xml say.");
                }
            }
            return urls;
        });
    }
}
