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
    /** @return its name in one word */
    String verb();

    /** @return what it is done to */
    String subject();

    /** @return what it does, as a part of a sentence */
    String effect();

    /** From here on clients keep the view they have. */
    record Hold(String release) implements Step {
        @Override
        public String verb() {
            return "hold";
        }

        @Override
        public String subject() {
            return release;
        }

        @Override
        public String effect() {
            return "clients go on seeing " + release;
        }
    }

    /** A bundle that is new comes in, and is not started yet. */
    record Install(String name, Version version, int startOrder) implements Step {
        @Override
        public String verb() {
            return "install";
        }

        @Override
        public String subject() {
            return name;
        }

        @Override
        public String effect() {
            return "adds " + version + ", start order " + startOrder;
        }
    }

    /** A bundle stops. */
    record Stop(String name, Version version, Notice notice) implements Step {
        @Override
        public String verb() {
            return "stop";
        }

        @Override
        public String subject() {
            return name;
        }

        @Override
        public String effect() {
            return "stops " + version + "; " + notice.words();
        }
    }

    /** The state of stopped bundles is copied, for the undo. */
    record SaveState(List<String> names) implements Step {
        @Override
        public String verb() {
            return "save";
        }

        @Override
        public String subject() {
            return "state";
        }

        @Override
        public String effect() {
            return "copies the state of " + String.join(", ", names)
                    + " (the folders in state/), which an undo puts back; what they keep elsewhere on disk it does not";
        }
    }

    /** A bundle gets other code, usually of another version; it keeps its id. */
    record Update(String name, Version from, Version to, int startOrderBefore, int startOrder) implements Step {
        @Override
        public String verb() {
            return "update";
        }

        @Override
        public String subject() {
            return name;
        }

        @Override
        public String effect() {
            return from.equals(to) ? "other code under the same version " + to : from + " becomes " + to;
        }
    }

    /** A bundle leaves. */
    record Remove(String name, Version version, int startOrder) implements Step {
        @Override
        public String verb() {
            return "remove";
        }

        @Override
        public String subject() {
            return name;
        }

        @Override
        public String effect() {
            return "takes " + version + " out";
        }
    }

    /** The release's configuration for a PID changes; what the operator set stays. */
    record Configure(String pid, Map<String, Object> before, Map<String, Object> after) implements Step {
        @Override
        public String verb() {
            return "configure";
        }

        @Override
        public String subject() {
            return pid;
        }

        @Override
        public String effect() {
            return "defaults " + Values.text(before) + " become " + Values.text(after)
                    + "; what the operator has set stays";
        }
    }

    /** Bundles that used the old code of others, or would be wired otherwise by a start, are wired as a start wires them. */
    record Refresh(List<String> changed, Set<String> dependents, List<String> exports, Notice notice) implements Step {
        @Override
        public String verb() {
            return "refresh";
        }

        @Override
        public String subject() {
            return String.join(", ", changed);
        }

        @Override
        public String effect() {
            return "wires anew " + (dependents.isEmpty() ? "no other bundle" : String.join(", ", dependents))
                    + (exports.isEmpty() ? "; no export changes" : "; changed exports: " + String.join(", ", exports))
                    + "; " + notice.words();
        }
    }

    /** A bundle starts. */
    record Start(String name, Version version) implements Step {
        @Override
        public String verb() {
            return "start";
        }

        @Override
        public String subject() {
            return name;
        }

        @Override
        public String effect() {
            return "starts " + version;
        }
    }

    /** Bundles that stay as they are get another place in the start order; none of them stops for it. */
    record Order(Map<String, Integer> before, Map<String, Integer> after) implements Step {
        public Order {
            before = Collections.unmodifiableMap(new TreeMap<>(before));
            after = Collections.unmodifiableMap(new TreeMap<>(after));
        }

        @Override
        public String verb() {
            return "order";
        }

        @Override
        public String subject() {
            return String.join(", ", after.keySet());
        }

        @Override
        public String effect() {
            return "start order "
                    + after.keySet().stream()
                            .map(name -> before.get(name) + " becomes " + after.get(name))
                            .collect(Collectors.joining(", "))
                    + "; nothing stops";
        }
    }

    /** The new release must be well before anybody sees it, and again after that. */
    record Health(String when) implements Step {
        @Override
        public String verb() {
            return "health";
        }

        @Override
        public String subject() {
            return when;
        }

        @Override
        public String effect() {
            return "what was served before is served again, else all is undone";
        }
    }

    /** The one moment when clients stop seeing the old release and start seeing the new one. */
    record CutOver(String release) implements Step {
        @Override
        public String verb() {
            return "cut-over";
        }

        @Override
        public String subject() {
            return release;
        }

        @Override
        public String effect() {
            return "clients see " + release;
        }
    }

    /** The change is written down. */
    record Commit(String release, boolean lasting) implements Step {
        @Override
        public String verb() {
            return "commit";
        }

        @Override
        public String subject() {
            return release;
        }

        @Override
        public String effect() {
            return lasting
                    ? "makes it permanent: the next start boots it"
                    : "makes it current; the next start boots the old one";
        }
    }
}
