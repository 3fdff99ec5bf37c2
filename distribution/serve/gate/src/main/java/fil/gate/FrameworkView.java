package fil.gate;

import fil.signals.Hold;
import fil.signals.Names;
import fil.signals.Services;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** What the gate asks the framework and the whiteboard while a bundle is away. */
final class FrameworkView {

    private final BundleContext context;
    private final Runtimes runtimes;
    private final HttpServices httpServices;

    FrameworkView(BundleContext context) {
        this.context = context;
        this.runtimes = new Runtimes(context);
        this.httpServices = new HttpServices(context, runtimes);
    }

    int state(long bundle) {
        Bundle found = context.getBundle(bundle);
        return found == null ? Bundle.UNINSTALLED : found.getState();
    }

    /** Cheap question first: are the services there at all? Then: has the whiteboard taken them up? */
    boolean serves(Registry registry, Set<Mark> marks) {
        if (marks.stream().anyMatch(it -> it.kind() == Kind.HTTP_SERVICE)) {
            readHttpServices(registry);
        }
        return registry.present().containsAll(marks)
                && registry.marks(dispatched(registry)).containsAll(marks);
    }

    private Set<Long> dispatched(Registry registry) {
        Set<Long> all = new HashSet<>(runtimes.dispatched());
        if (!registry.guests().isEmpty()) {
            all.addAll(runtimes.rest());
        }
        return all;
    }

    /**
     * What the bundle serves now. What the whiteboard refuses serves nobody; while there is no whiteboard, all count. What nobody
     * answers with serves nobody either.
     */
    Set<Mark> served(Registry registry, long bundle) {
        readHttpServices(registry);
        Set<Long> refused = new HashSet<>(registry.guests());
        if (!refused.isEmpty()) {
            refused.removeAll(runtimes.rest());
        }
        refused.addAll(runtimes.refused());
        return registry.marks(bundle, refused);
    }

    /** The HttpService tells nobody what is registered with it: it is looked at when something has happened. */
    void readHttpServices(Registry registry) {
        if (runtimes.isActive()) { // what the server that goes had is remembered until the next one is there
            registry.httpServices(httpServices.registrations());
        }
    }

    /** Whether the bundle, which runs, is to have more guards of the kinds that are missed than guard now. */
    boolean owesGuards(Registry registry, long bundle, Set<Mark> before) {
        Bundle running = context.getBundle(bundle);
        if (running == null) {
            return false;
        }
        Set<Mark> guarding = registry.marks(dispatched(registry));
        Set<Mark> registered = registry.marks(bundle, Set.of());
        Map<Kind, Long> declared = DeclaredGuards.of(running, new Configured(context));
        return before.stream()
                .filter(it -> it.guards() && !guarding.contains(it))
                .anyMatch(it -> registered.contains(it)
                        || count(registered, it.kind(), guarding) < declared.getOrDefault(it.kind(), 0L));
    }

    /** A bundle that by its components is to guard, and does not yet: one that runs, or one that a start will come to. */
    Optional<Bundle> lateGuard(Registry registry) {
        Configured configured = new Configured(context);
        return Stream.of(context.getBundles())
                .filter(it -> it.getState() == Bundle.ACTIVE
                        ? isLate(registry.marks(it.getBundleId(), Set.of()), it, configured)
                        : isYetToStart(it) && DeclaredGuards.guardsOthers(it, configured))
                .findFirst();
    }

    private boolean isYetToStart(Bundle bundle) {
        BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
        return context.getBundle(0).getState() == Bundle.STARTING && start != null && start.isPersistentlyStarted();
    }

    private static boolean isLate(Set<Mark> registered, Bundle bundle, Configured configured) {
        return DeclaredGuards.atStart(bundle, configured).entrySet().stream()
                .anyMatch(it -> count(registered, it.getKey(), registered) < it.getValue());
    }

    private static long count(Set<Mark> registered, Kind kind, Set<Mark> guarding) {
        return registered.stream()
                .filter(it -> it.kind() == kind && guarding.contains(it))
                .count();
    }

    boolean hasAll(Registry registry) {
        Set<Long> taken = new HashSet<>(runtimes.dispatched());
        taken.addAll(runtimes.refused());
        return taken.containsAll(registry.services());
    }

    boolean servesHttp(Bundle bundle) {
        return runtimes.isFrom(bundle);
    }

    boolean httpIsActive() {
        return runtimes.isActive();
    }

    /** What this bundle offers to answer in its place while it is being replaced. */
    Optional<FormerVersion> standIn(long bundle) {
        return standIns(bundle)
                .filter(it -> gateIsLast())
                .map(context::getService)
                .filter(Objects::nonNull)
                .findFirst()
                .map(FormerVersion::new);
    }

    /** Or it is another bundle that takes its place, of which nothing is known. */
    boolean offersStandIn(long bundle) {
        return state(bundle) == Bundle.UNINSTALLED || standIns(bundle).findAny().isPresent();
    }

    /** A preprocessor behind the gate (a login, say) would not see what is answered here. */
    private boolean gateIsLast() {
        return Services.of(context, Preprocessor.class, null)
                .min(Comparator.naturalOrder())
                .filter(it -> context.getBundle().equals(it.getBundle()))
                .isPresent();
    }

    private Stream<ServiceReference<Filter>> standIns(long bundle) {
        return Services.of(
                context, Filter.class, "(&" + Names.marking(Names.STAND_IN) + "(service.bundleid=" + bundle + "))");
    }

    /** While a release is being changed, its hold is there. */
    boolean releaseChanges() {
        return Hold.isThere(context);
    }

    /** A release or bundles by hand; not a process that takes over, all of whose bundles start. */
    boolean codeChanges() {
        return Hold.isThereOfCode(context);
    }

    /** Whether it is asked by who looks at the health: what is held for clients is judged before they are let in. */
    boolean letsIn(HttpServletRequest request) {
        return Hold.letsIn(context, request.getHeader(Hold.PASS_HEADER));
    }

    /** The end of the framework cannot wait long; nor can a change of release, which has let requests end before it began. */
    boolean hurries() {
        return context.getBundle(0).getState() != Bundle.ACTIVE || releaseChanges();
    }

    /** Whether another change than this one, which ends, is going on. */
    boolean releaseChangesBut(ServiceReference<?> ending) {
        return Hold.all(context).anyMatch(it -> !it.equals(ending));
    }
}
