package fil.byhand;

import fil.signals.Reason;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** Those who are wired to code that was replaced: they go on with the old one until they are wired anew. */
final class Users {
    private static final long REFRESH_SECONDS = 60;
    static final String SHELL = "org.apache.felix.service.command.CommandProcessor";

    private final BundleContext context;
    private final Bundle own;

    /**
     * @param context of the framework
     * @param own the bundle that makes the change
     */
    Users(BundleContext context, Bundle own) {
        this.context = context;
        this.own = own;
    }

    /**
     * Wires the users of bundles that were replaced to the new ones, unless that would end who waits for the answer.
     *
     * @param replaced the bundles
     * @param ran those that are to run afterwards, if they do not stay stopped for another reason
     * @return what was done about it, in a sentence, if anybody uses the old ones
     * @throws BundleException if one that ran does not run with the new ones
     */
    Optional<String> wireAnew(Collection<Bundle> replaced, Set<Bundle> ran) throws BundleException {
        FrameworkWiring wiring = context.getBundle().adapt(FrameworkWiring.class);
        Set<Bundle> pending = new HashSet<>(wiring.getRemovalPendingBundles());
        pending.retainAll(replaced);
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        Set<Bundle> all = new HashSet<>(wiring.getDependencyClosure(pending));
        Set<Bundle> users = new HashSet<>(all);
        users.removeAll(replaced);
        if (endsTheShell(all)) {
            return Optional.of("Still wired to the old one, since the shell would end if they were refreshed now: "
                    + names(users) + "; the next start wires them to the new one.");
        }
        refresh(pending);
        for (Bundle user : users) {
            if (ran.contains(user)) {
                runs(user);
            }
        }
        return users.isEmpty() ? Optional.empty() : Optional.of("Wired to the new one: " + names(users) + ".");
    }

    /** The names of bundles, and of those who are wired to them and restart with them. */
    Set<String> with(Collection<Bundle> bundles) {
        Set<Bundle> all =
                new HashSet<>(context.getBundle().adapt(FrameworkWiring.class).getDependencyClosure(bundles));
        all.addAll(bundles);
        return all.stream()
                .map(Bundle::getSymbolicName)
                .filter(name -> name != null)
                .collect(Collectors.toSet());
    }

    /** The names of those who go on with a bundle that was taken away. */
    Optional<String> of(Bundle gone) {
        FrameworkWiring wiring = context.getBundle().adapt(FrameworkWiring.class);
        if (!wiring.getRemovalPendingBundles().contains(gone)) {
            return Optional.empty();
        }
        Set<Bundle> users = new HashSet<>(wiring.getDependencyClosure(Set.of(gone)));
        users.remove(gone);
        return users.isEmpty() ? Optional.empty() : Optional.of(names(users));
    }

    /** Returns when all runs again that is able to. */
    void refresh(Collection<Bundle> bundles) throws BundleException {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle().adapt(FrameworkWiring.class).refreshBundles(bundles, event -> done.countDown());
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw new BundleException("The refresh goes on after " + REFRESH_SECONDS + " s; lb says how far it is");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BundleException("Not waiting for the refresh any longer; lb says how far it is", e);
        }
    }

    private static void runs(Bundle user) throws BundleException {
        try {
            Bundles.startAgain(user);
        } catch (BundleException e) {
            throw new BundleException(
                    Bundles.called(user) + ", which uses it, does not run with it: " + Reason.of(e), e.getType());
        }
    }

    /** This bundle, the framework, or one whose conversation with a user would be cut. */
    private boolean endsTheShell(Set<Bundle> all) {
        ServiceReference<?> shell = context.getServiceReference(SHELL);
        Bundle[] talking = shell == null ? null : shell.getUsingBundles();
        return all.contains(own)
                || all.contains(context.getBundle())
                || Stream.ofNullable(talking).flatMap(Stream::of).anyMatch(all::contains);
    }

    private static String names(Set<Bundle> bundles) {
        return bundles.stream().map(Bundle::getSymbolicName).sorted().collect(Collectors.joining(", "));
    }
}
