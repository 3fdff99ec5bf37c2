package fil.monitor;

import fil.signals.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The parts of fil that may be there or not, and come and go: the release handler and the gate. */
@Component(service = OptionalParts.class)
public final class OptionalParts {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<Changes> changes = List.of();

    @Reference(
            target = "(" + Names.NAME + "=" + Names.GATE_STATISTICS + ")",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<Supplier<?>> gates = List.of();

    private final Optional<String> booted;

    /** For SCR. */
    @Activate
    public OptionalParts(BundleContext context) {
        booted = Optional.ofNullable(context.getProperty("fil.release"));
    }

    /** @return the release that runs: the release handler knows best, before it is there what was booted */
    Optional<String> release() {
        return changes().map(Changes::current).orElse(booted);
    }

    /** @return what the release handler tells, if it is there */
    Optional<Changes> changes() {
        return changes.stream().findFirst();
    }

    /** @return the numbers of the gate by name; empty if it is not there */
    Map<String, Long> gate() {
        return gates.stream()
                .limit(1)
                .map(Supplier::get)
                .filter(Map.class::isInstance)
                .flatMap(map -> ((Map<?, ?>) map).entrySet().stream())
                .filter(entry -> entry.getValue() instanceof Number)
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()), entry -> ((Number) entry.getValue()).longValue()));
    }
}
