package fil.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/** Keeps track of what each bundle serves. What a closed bundle served is remembered until it is let go. */
final class Registry implements AllServiceListener {

    private static final int REMEMBERED_PATHS = 4096;
    private static final Owner[] NOBODY = {};

    private final Map<Long, List<Registration>> present = new HashMap<>();
    private final Map<Long, List<Registration>> remembered = new HashMap<>();
    private final Map<Long, Owner> owners = new ConcurrentHashMap<>();
    private final Runnable changed;
    private final LongConsumer vanished;
    private Optional<Long> awaited = Optional.empty();
    private volatile View view = new View(List.of(), Optional.empty());

    Registry(Runnable changed, LongConsumer vanished) {
        this.changed = changed;
        this.vanished = vanished;
    }

    /** The bundles that take part in answering this path. */
    Owner[] serving(String path) {
        return view.serving(path);
    }

    /** Whether nobody else has a say in what this path is answered. */
    boolean answersAlone(Owner owner, String path) {
        return view.answering(path).equals(Set.of(owner.bundle()));
    }

    /**
     * What is registered at one moment, and the answers given from it; replaced as a whole. Looked at only once a request asks:
     * while a bundle starts, its services come one by one.
     */
    private final class View {
        private final Map<String, Owner[]> known = new ConcurrentHashMap<>();
        private final List<Registration> registered;
        private final Optional<Long> awaited;
        private WhiteboardMap board;

        /** @param awaited takes part in what nobody answers by its very path */
        View(List<Registration> registered, Optional<Long> awaited) {
            this.registered = registered;
            this.awaited = awaited;
        }

        Owner[] serving(String path) {
            Owner[] found = known.get(path);
            return found != null ? found : look(path);
        }

        synchronized Set<Long> answering(String path) {
            return board().answering(path);
        }

        private WhiteboardMap board() {
            if (board == null) {
                board = new WhiteboardMap(registered);
            }
            return board;
        }

        private synchronized Owner[] look(String path) {
            Set<Long> bundles = board().bundles(path);
            awaited.filter(it -> !board().hasServletFor(path)).ifPresent(bundles::add);
            Owner[] found = bundles.isEmpty()
                    ? NOBODY
                    : bundles.stream().sorted().map(Registry.this::owner).toArray(Owner[]::new);
            if (known.size() >= REMEMBERED_PATHS) {
                known.clear();
            }
            known.put(path, found);
            return found;
        }
    }

    Owner owner(long bundle) {
        return owners.computeIfAbsent(bundle, Owner::new);
    }

    /** All requests that are under way, but for those that a former version answers meanwhile. */
    Stream<UnderWay> underWay() {
        return owners.values().stream().flatMap(it -> it.underWay().stream()).distinct();
    }

    /** How many requests are in flight. */
    long inside() {
        return underWay().count() + stoodIn();
    }

    /** How many of them a bundle's former version answers. */
    long stoodIn() {
        return owners.values().stream()
                .mapToLong(it -> it.standIn().map(FormerVersion::inside).orElse(0L))
                .sum();
    }

    /** The server goes: what waits in it, for whatever bundle, is for the next one. */
    void giveBack() {
        owners.values().forEach(owner -> owner.giveUp().forEach(WaitingRequest::giveBack));
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> reference = event.getServiceReference();
        long id = (Long) reference.getProperty(Constants.SERVICE_ID);
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            remove(id).ifPresent(vanished::accept);
        } else {
            put(id, Registration.of(reference));
            changed.run();
        }
    }

    synchronized void put(long id, List<Registration> registrations) {
        List<Registration> before = registrations.isEmpty() ? present.remove(id) : present.put(id, registrations);
        if (!registrations.isEmpty() || before != null) {
            refresh();
        }
    }

    private synchronized Optional<Long> remove(long id) {
        List<Registration> gone = present.remove(id);
        if (gone == null) {
            return Optional.empty();
        }
        long bundle = gone.get(0).bundle();
        if (owner(bundle).closed()) {
            remembered.put(id, gone);
        }
        refresh();
        return Optional.of(bundle);
    }

    /** Those that the whiteboard takes up or refuses. */
    synchronized Set<Long> services() {
        return services(Kind::isOnTheWhiteboard);
    }

    /** Those that others answer with. */
    synchronized Set<Long> guests() {
        return services(Kind::isGuest);
    }

    private Set<Long> services(Predicate<Kind> kinds) {
        return present.values().stream()
                .flatMap(List::stream)
                .filter(it -> kinds.test(it.kind()))
                .map(Registration::service)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What bundles have with the HttpService now, by their numbers. What a closed bundle had is remembered. */
    synchronized void httpServices(Map<Long, Registration> now) {
        Map<Long, Registration> before = new HashMap<>();
        present.values().stream()
                .flatMap(List::stream)
                .filter(it -> it.kind() == Kind.HTTP_SERVICE)
                .forEach(it -> before.put(it.bundle(), it));
        if (before.equals(now)) {
            return;
        }
        before.forEach((bundle, it) -> {
            present.remove(it.service());
            if (owner(bundle).closed() && !now.containsKey(bundle)) {
                remembered.putIfAbsent(it.service(), List.of(it));
            }
        });
        now.values().forEach(it -> present.put(it.service(), List.of(it)));
        refresh();
    }

    synchronized boolean knows(long service) {
        return present.containsKey(service);
    }

    /** All that bundles serve or, closed, served. */
    synchronized List<Registration> of(Set<Long> bundles) {
        return Stream.concat(present.values().stream(), remembered.values().stream())
                .flatMap(List::stream)
                .filter(it -> bundles.contains(it.bundle()))
                .distinct()
                .toList();
    }

    /** What a bundle served before this gate was there, and its marks. */
    synchronized Set<Mark> remember(List<Registration> served) {
        served.stream().collect(Collectors.groupingBy(Registration::service)).forEach(remembered::put);
        refresh();
        return Mark.numbered(served.stream().flatMap(Registration::marks));
    }

    /** Forgets what the bundle served in its former life. */
    synchronized void letGo(long bundle) {
        if (remembered.values().removeIf(it -> it.get(0).bundle() == bundle)) {
            refresh();
        }
    }

    private void refresh() {
        view = new View(
                Stream.concat(present.values().stream(), remembered.values().stream())
                        .flatMap(List::stream)
                        .toList(),
                awaited);
    }

    /** Whose start may bring an answer to paths that nobody was registered for. */
    synchronized void awaits(Optional<Long> bundle) {
        awaited = bundle;
        refresh();
    }

    /** The marks of all that the bundle serves now: what the whiteboard refuses serves nobody. */
    synchronized Set<Mark> marks(long bundle, Set<Long> refused) {
        return marks(it -> it.bundle() == bundle && !refused.contains(it.service()));
    }

    /** The marks of all services that are registered. */
    synchronized Set<Mark> present() {
        return marks(it -> true);
    }

    /** The marks of all services, whosever, that requests reach. */
    synchronized Set<Mark> marks(Set<Long> dispatched) {
        return marks(it -> dispatched.contains(it.service()) || it.kind() == Kind.HTTP_SERVICE);
    }

    private Set<Mark> marks(Predicate<Registration> which) {
        return Mark.numbered(
                present.values().stream().flatMap(List::stream).filter(which).flatMap(Registration::marks));
    }

    /** The bundles that are to be waited for when the next server is there. */
    synchronized Set<Long> lostWithTheServer() {
        return present.values().stream()
                .flatMap(List::stream)
                .filter(it -> it.kind().isLostWithTheServer())
                .map(Registration::bundle)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the service is a guard. */
    synchronized boolean guards(long service) {
        return present.getOrDefault(service, List.of()).stream()
                .anyMatch(it -> it.kind().guards());
    }
}
