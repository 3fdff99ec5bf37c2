package fil.health;

import fil.signals.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Version;

/**
 * What runs at one moment, and what it serves.
 *
 * @param bundles by symbolic name
 * @param served what clients and other bundles can ask for; before a change, the services that somebody has got
 * @param refused what the HTTP whiteboard does not take
 * @param parts the components of Declarative Services, one for each configuration
 * @param barren services that give no object to who asks for one
 * @param red health checks that are not well, by name
 * @param answers the status that each path was answered with; 0 if it was not answered
 */
public record Snapshot(
        Map<String, Running> bundles,
        Set<Served> served,
        List<Refused> refused,
        List<Part> parts,
        List<Barren> barren,
        Map<String, Red> red,
        Map<String, Integer> answers) {
    /** Nothing is there. */
    public static final Snapshot EMPTY =
            new Snapshot(Map.of(), Set.of(), List.of(), List.of(), List.of(), Map.of(), Map.of());

    public Snapshot {
        bundles = Map.copyOf(bundles);
        served = Set.copyOf(served);
        refused = List.copyOf(refused);
        parts = List.copyOf(parts);
        barren = List.copyOf(barren);
        red = Map.copyOf(red);
        answers = Map.copyOf(answers);
    }

    /**
     * A bundle.
     *
     * @param version its version
     * @param modified when it came, in milliseconds since 1970
     * @param active whether it runs, or need not
     * @param offers the types of the services that its manifest says it offers
     * @param retires what its manifest says it serves no longer: its capabilities {@code fil.retires}
     */
    public record Running(Version version, long modified, boolean active, Set<String> offers, Set<String> retires) {
        public Running {
            offers = Set.copyOf(offers);
            retires = Set.copyOf(retires);
        }

        boolean isTheSame(Running other) {
            return modified == other.modified && active == other.active;
        }
    }

    /** What can be asked for. */
    public enum Kind {
        PATH("path"),
        FILTER("filter"),
        LISTENER("listener"),
        ERROR_PAGE("error page"),
        CONTEXT("servlet context"),
        PREPROCESSOR("preprocessor"),
        /** Of a JAX-RS whiteboard. */
        RESOURCE("JAX-RS resource"),
        EXTENSION("JAX-RS extension"),
        COMMAND("command"),
        SERVICE("service");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Something that can be asked for.
     *
     * @param kind what it is
     * @param where by what it is asked for: a path's pattern, a service's type
     * @param bundle the symbolic name of the bundle that has it; empty if that cannot be said
     * @param component the component that has it; empty if it is the bundle's own code
     */
    public record Served(Kind kind, String where, String bundle, String component) {
        private static final Set<Kind> SHARED = Set.of(Kind.FILTER, Kind.LISTENER, Kind.ERROR_PAGE, Kind.EXTENSION);

        /** Whoever has it, where it has a name of its own. */
        boolean isAlso(Served other) {
            boolean shared = SHARED.contains(kind);
            return kind == other.kind && where.equals(other.where) && (!shared || bundle.equals(other.bundle));
        }

        @Override
        public String toString() {
            return kind + " " + where;
        }
    }

    /**
     * What the whiteboard does not take.
     *
     * @param what which servlet, filter, listener, resource, context, error page or preprocessor
     * @param bundle whose it is
     * @param why the whiteboard's reason in words
     * @param isFinal whether no waiting helps
     * @param isIdle whether it only lacks the servlet context that it is meant for
     */
    public record Refused(String what, String bundle, String why, boolean isFinal, boolean isIdle) {}

    /** How a component is. */
    public enum State {
        /** It works, or will as soon as it is asked for. */
        SATISFIED,
        /** It waits for a configuration. */
        UNCONFIGURED,
        /** It waits for a service. */
        UNSATISFIED,
        /** It was tried, and failed. */
        FAILED
    }

    /**
     * A component, in one configuration.
     *
     * @param bundle whose it is
     * @param name its name
     * @param code its class
     * @param state how it is
     * @param offers the types of its service
     * @param waitsFor the types of the services that it lacks
     * @param failure why it failed
     */
    public record Part(
            String bundle,
            String name,
            String code,
            State state,
            Set<String> offers,
            Set<String> waitsFor,
            String failure) {
        public Part {
            offers = Set.copyOf(offers);
            waitsFor = Set.copyOf(waitsFor);
        }

        String id() {
            return bundle + " " + name;
        }

        /** Whether requests go to it, or through it. */
        boolean isForClients() {
            return offers.stream().anyMatch(Names.SERVES_CLIENTS::contains);
        }
    }

    /**
     * A service that gives no object.
     *
     * @param bundle whose it is
     * @param what which one
     * @param why the reason, as far as it is known
     * @param isFinal whether no waiting helps
     */
    public record Barren(String bundle, String what, String why, boolean isFinal) {}

    /**
     * A health check that is not well.
     *
     * @param why what it says
     * @param passing whether it says that this passes by itself
     */
    public record Red(String why, boolean passing) {}

    /** The same with the answers to requests. */
    Snapshot with(Map<String, Integer> answered) {
        return new Snapshot(bundles, served, refused, parts, barren, red, answered);
    }

    Optional<Running> bundle(String name) {
        return Optional.ofNullable(bundles.get(name));
    }

    Stream<Part> parts(State... states) {
        Set<State> wanted = Set.of(states);
        return parts.stream().filter(part -> wanted.contains(part.state()));
    }

    boolean has(Served one) {
        return served.stream().anyMatch(one::isAlso);
    }

    /** The name of a bundle and its version, for people. */
    String called(String bundle) {
        return bundle.isEmpty()
                ? "a bundle that cannot be told"
                : bundle + bundle(bundle).map(it -> " " + it.version()).orElse("");
    }
}
