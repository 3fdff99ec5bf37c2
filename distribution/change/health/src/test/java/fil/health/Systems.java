package fil.health;

import fil.health.Snapshot.Kind;
import fil.health.Snapshot.Part;
import fil.health.Snapshot.Running;
import fil.health.Snapshot.Served;
import fil.health.Snapshot.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.osgi.framework.Version;

/** Made-up systems, and what can be done to them. Mutable; a snapshot is taken of it. */
final class Systems {
    final Map<String, Running> bundles = new HashMap<>();
    final Set<Served> served = new HashSet<>();
    final List<Snapshot.Refused> refused = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();
    final List<Snapshot.Barren> barren = new ArrayList<>();
    final Map<String, Snapshot.Red> red = new HashMap<>();
    final Map<String, Integer> answers = new HashMap<>();

    /** Some bundles with components and code of their own that serve all kinds of things; a few are not well. */
    static Systems random(Random random) {
        Systems made = new Systems();
        for (int b = 0; b < 1 + random.nextInt(4); b++) {
            String bundle = "b" + b;
            made.bundles.put(bundle, running("2.0.0"));
            for (int c = 0; c < random.nextInt(4); c++) {
                String component = "c" + c;
                State state = random.nextInt(5) == 0 ? State.values()[1 + random.nextInt(3)] : State.SATISFIED;
                made.parts.add(part(bundle, component, state));
                if (state == State.SATISFIED) {
                    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                    made.served.add(new Served(kind, "/" + bundle + component, bundle, component));
                }
            }
            Kind[] own = {Kind.PATH, Kind.FILTER, Kind.CONTEXT, Kind.COMMAND};
            made.served.add(new Served(own[random.nextInt(own.length)], "/" + bundle, bundle, ""));
            if (random.nextInt(4) == 0) {
                made.red.put("check of " + bundle, new Snapshot.Red("ill before", random.nextBoolean()));
                made.refused.add(new Snapshot.Refused("servlet old", bundle, "it threw in its init()", true, false));
            }
            made.answers.put("/" + bundle, List.of(200, 302, 401, 404, 503).get(random.nextInt(5)));
        }
        return made;
    }

    static Part part(String bundle, String name, State state) {
        return new Part(bundle, name, code(bundle, name), state, Set.of("type." + name), Set.of("needed"), "broken");
    }

    static String code(String bundle, String name) {
        return bundle + ".code." + name;
    }

    static Running running(String version) {
        return new Running(Version.parseVersion(version), 1, true, Set.of(), Set.of());
    }

    Snapshot snapshot() {
        return new Snapshot(bundles, served, refused, parts, barren, red, answers);
    }

    /** The same system once more. */
    Systems copy() {
        Systems copy = new Systems();
        copy.bundles.putAll(bundles);
        copy.served.addAll(served);
        copy.refused.addAll(refused);
        copy.parts.addAll(parts);
        copy.barren.addAll(barren);
        copy.red.putAll(red);
        copy.answers.putAll(answers);
        return copy;
    }

    void replace(Part old, Function<Part, Part> by) {
        parts.remove(old);
        parts.add(by.apply(old));
    }

    /** Some bundle that is there. */
    String bundle(Random random) {
        return any(random, bundles.keySet().stream().sorted().toList());
    }

    static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
