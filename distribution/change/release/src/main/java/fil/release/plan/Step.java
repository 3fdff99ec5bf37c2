package fil.release.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/** One step of a plan: a closed set. Each says in words what it does. */
public sealed interface Step {
    /** @return what it says of itself */
    Words words();

    /** @return its name in one word */
    default String verb() {
        return words().verb();
    }

    /** @return what it is done to */
    default String subject() {
        return words().subject();
    }

    /** @return what it does, as a part of a sentence */
    default String effect() {
        return words().effect();
    }

    /**
     * A step in words.
     *
     * @param verb its name in one word
     * @param subject what it is done to
     * @param effect what it does, as a part of a sentence
     */
    record Words(String verb, String subject, String effect) {}

    /** From here on clients keep the view they have. */
    record Hold(String release) implements Step {
        @Override
        public Words words() {
            return new Words("hold", release, "clients go on seeing " + release);
        }
    }

    /** A bundle that is new comes in, and is not started yet. */
    record Install(String name, Version version, int startOrder) implements Step {
        @Override
        public Words words() {
            return new Words("install", name, "adds " + version + ", start order " + startOrder);
        }
    }

    /** A bundle stops. */
    record Stop(String name, Version version, Notice notice) implements Step {
        @Override
        public Words words() {
            return new Words("stop", name, "stops " + version + "; " + notice.words());
        }
    }

    /** The state of stopped bundles is copied, for the undo. */
    record SaveState(List<String> names) implements Step {
        @Override
        public Words words() {
            return new Words(
                    "save",
                    "state",
                    "copies the state of " + String.join(", ", names)
                            + " (the folders in state/), which an undo puts back; what they keep elsewhere on disk it does not");
        }
    }

    /** A bundle gets other code, usually of another version; it keeps its id. */
    record Update(String name, Version from, Version to, int startOrderBefore, int startOrder) implements Step {
        @Override
        public Words words() {
            return new Words(
                    "update",
                    name,
                    from.equals(to) ? "other code under the same version " + to : from + " becomes " + to);
        }
    }

    /** A bundle leaves. */
    record Remove(String name, Version version, int startOrder) implements Step {
        @Override
        public Words words() {
            return new Words("remove", name, "takes " + version + " out");
        }
    }

    /** The release's configuration for a PID changes; what the operator set stays. */
    record Configure(String pid, Map<String, Object> before, Map<String, Object> after) implements Step {
        @Override
        public Words words() {
            return new Words(
                    "configure",
                    pid,
                    "defaults " + Values.text(before) + " become " + Values.text(after)
                            + "; what the operator has set stays");
        }
    }

    /** Bundles that used the old code of others, or would be wired otherwise by a start, are wired as a start wires them. */
    record Refresh(List<String> changed, Set<String> dependents, List<String> exports, Notice notice) implements Step {
        @Override
        public Words words() {
            return new Words(
                    "refresh",
                    String.join(", ", changed),
                    "wires anew " + (dependents.isEmpty() ? "no other bundle" : String.join(", ", dependents))
                            + (exports.isEmpty()
                                    ? "; no export changes"
                                    : "; changed exports: " + String.join(", ", exports))
                            + "; " + notice.words());
        }
    }

    /** A bundle starts. */
    record Start(String name, Version version) implements Step {
        @Override
        public Words words() {
            return new Words("start", name, "starts " + version);
        }
    }

    /** Bundles that stay as they are get another place in the start order; none of them stops for it. */
    record Order(Map<String, Integer> before, Map<String, Integer> after) implements Step {
        public Order {
            before = Collections.unmodifiableMap(new TreeMap<>(before));
            after = Collections.unmodifiableMap(new TreeMap<>(after));
        }

        @Override
        public Words words() {
            return new Words(
                    "order",
                    String.join(", ", after.keySet()),
                    "start order "
                            + after.keySet().stream()
                                    .map(name -> before.get(name) + " becomes " + after.get(name))
                                    .collect(Collectors.joining(", "))
                            + "; nothing stops");
        }
    }

    /** The new release must be well before anybody sees it, and again after that. */
    record Health(String when) implements Step {
        @Override
        public Words words() {
            return new Words("health", when, "what was served before is served again, else all is undone");
        }
    }

    /** The one moment when clients stop seeing the old release and start seeing the new one. */
    record CutOver(String release) implements Step {
        @Override
        public Words words() {
            return new Words("cut-over", release, "clients see " + release);
        }
    }

    /** The change is written down. */
    record Commit(String release, boolean lasting) implements Step {
        @Override
        public Words words() {
            return new Words(
                    "commit",
                    release,
                    lasting
                            ? "makes it permanent: the next start boots it"
                            : "makes it current; the next start boots the old one");
        }
    }
}
