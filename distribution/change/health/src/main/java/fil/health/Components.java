package fil.health;

import fil.health.Snapshot.Part;
import fil.health.Snapshot.State;
import fil.signals.Dto;
import fil.signals.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** The components of Declarative Services, as its runtime tells of them. */
final class Components {
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";
    private static final int LONGEST = 240;

    private final ServiceLookup registry;

    Components(ServiceLookup registry) {
        this.registry = registry;
    }

    List<Part> all() {
        return registry.all(RUNTIME, null).stream()
                .flatMap(it -> registry.ask(it, Components::parts))
                .flatMap(List::stream)
                .toList();
    }

    /** The ids of the components that have a configuration by one of these PIDs. */
    Set<String> configuredBy(Set<String> pids) {
        return registry.all(RUNTIME, null).stream()
                .flatMap(it -> registry.ask(it, Components::descriptions))
                .flatMap(List::stream)
                .filter(it -> it.texts("configurationPid").stream().anyMatch(pids::contains))
                .map(it -> unconfigured(it).id())
                .collect(Collectors.toSet());
    }

    private static List<Dto> descriptions(Dto runtime) throws ReflectiveOperationException {
        return runtime.call(RUNTIME, "getComponentDescriptionDTOs", (Object) new Bundle[0])
                .each()
                .toList();
    }

    private static List<Part> parts(Dto runtime) throws ReflectiveOperationException {
        List<Dto> descriptions = descriptions(runtime);
        Stream.Builder<Part> parts = Stream.builder();
        for (Dto description : descriptions) {
            List<Dto> configurations = runtime.call(RUNTIME, "getComponentConfigurationDTOs", description.object())
                    .each()
                    .toList();
            configurations.forEach(it -> parts.add(part(description, it)));
            if (configurations.isEmpty()
                    && description.text("configurationPolicy").equals("require")) {
                parts.add(unconfigured(description));
            }
        }
        return parts.build().toList();
    }

    /** One that never had a configuration is only described. */
    private static Part unconfigured(Dto description) {
        return new Part(
                description.dto("bundle").text("symbolicName"),
                description.text("name"),
                description.text("implementationClass"),
                State.UNCONFIGURED,
                Set.copyOf(description.texts("serviceInterfaces")),
                Set.of(),
                "");
    }

    private static Part part(Dto description, Dto configuration) {
        return new Part(
                description.dto("bundle").text("symbolicName"),
                description.text("name"),
                description.text("implementationClass"),
                state((int) configuration.number("state")),
                Set.copyOf(description.texts("serviceInterfaces")),
                waitsFor(description, configuration),
                shortened(Reason.of(configuration.text("failure"))));
    }

    /** By the numbers of ComponentConfigurationDTO. */
    private static State state(int number) {
        return switch (number) {
            case 1 -> State.UNCONFIGURED;
            case 2 -> State.UNSATISFIED;
            case 16 -> State.FAILED;
            default -> State.SATISFIED;
        };
    }

    private static Set<String> waitsFor(Dto description, Dto configuration) {
        Set<String> names = configuration.dtos("unsatisfiedReferences").stream()
                .map(it -> it.text("name"))
                .collect(Collectors.toSet());
        return description.dtos("references").stream()
                .filter(it -> names.contains(it.text("name")))
                .map(it -> it.text("interfaceName"))
                .collect(Collectors.toSet());
    }

    /** One line that can be read: the log has the rest. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
