package fil.monitor;

import fil.signals.SystemName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the page shows, as plain values ready for JSON. */
@Component(service = Facts.class)
public final class Facts {
    private final Traffic traffic;
    private final BundleTable bundles;
    private final BundleEvents events;
    private final CheckResults health;
    private final OptionalParts surroundings;
    private final AroundChanges aroundChanges;

    /** For SCR. */
    @Activate
    public Facts(
            @Reference Traffic traffic,
            @Reference BundleTable bundles,
            @Reference BundleEvents events,
            @Reference CheckResults health,
            @Reference OptionalParts surroundings,
            @Reference AroundChanges aroundChanges) {
        this.traffic = traffic;
        this.bundles = bundles;
        this.events = events;
        this.health = health;
        this.surroundings = surroundings;
        this.aroundChanges = aroundChanges;
    }

    /** @return what is so now */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("now", System.currentTimeMillis());
        state.put("system", SystemName.VALUE);
        surroundings.release().ifPresent(name -> state.put("release", name));
        surroundings.changes().ifPresent(changes -> {
            changes.running().ifPresent(change -> state.put("running", change(change)));
            state.put("releases", changes.releases());
            state.put("changedByHand", changes.changedByHand());
            state.put("changes", changes.history().size());
        });
        state.put("health", health.checks());
        state.put("java", Machine.java());
        state.put("memory", Machine.memory());
        state.put("traffic", traffic());
        state.put("bundles", bundles.all());
        state.put("events", events.all());
        return state;
    }

    private Map<String, Object> traffic() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("underWay", traffic.underWay());
        numbers.put("streams", traffic.streams().sum());
        numbers.put("gate", surroundings.gate());
        numbers.put("groups", traffic.counts().stream().map(Facts::group).toList());
        return numbers;
    }

    private static Map<String, Object> group(Count count) {
        return Map.of("path", count.group(), "answers", count.answers(), "failures", count.answers(5));
    }

    /** @return the changes that are over, the newest first, each with the latency around it */
    List<Map<String, Object>> history(int most) {
        return surroundings.changes().stream()
                .flatMap(changes -> changes.history().stream())
                .limit(most)
                .map(change -> {
                    Map<String, Object> values = change(change);
                    values.put("latency", rows(aroundChanges.around(change)));
                    return values;
                })
                .toList();
    }

    private static Map<String, Object> change(Changes.Change change) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", change.from());
        values.put("to", change.to());
        values.put("began", change.began());
        values.put("millis", change.millis());
        values.put("outcome", change.outcome());
        change.reason().ifPresent(reason -> values.put("reason", reason));
        values.put("held", change.held());
        values.put("steps", change.steps());
        return values;
    }

    /** @return the latency after a moment, in slots that are over */
    Map<String, Object> latency(long after) {
        long now = System.currentTimeMillis();
        long over = now - 2 * LatencyRing.STEP;
        return Map.of(
                "now",
                now,
                "until",
                over,
                "step",
                LatencyRing.STEP,
                "slots",
                rows(traffic.latency().between(after, over)));
    }

    private static List<List<Number>> rows(List<LatencySlot> latency) {
        return latency.stream().map(LatencySlot::numbers).toList();
    }
}
