package fil.shell;

import fil.release.handler.ReleaseHandler;
import fil.shell.text.AnswerText;
import fil.shell.text.Ink;
import fil.signals.SystemName;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code fil:status}: what runs, and how it is. */
@Component(
        service = StatusCommand.class,
        property = {"osgi.command.scope=fil", "osgi.command.function=status"})
public final class StatusCommand {
    private final BundleContext context;
    private final ReleaseHandler releases;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HealthCheckExecutor health;

    /**
     * @param context of this bundle
     * @param releases knows which release is which
     */
    @Activate
    public StatusCommand(BundleContext context, @Reference ReleaseHandler releases) {
        this.context = context;
        this.releases = releases;
    }

    /** @return what runs, a line each */
    @Descriptor("what runs and how it is: release, page, health, bundles. Example: fil:status")
    public String status(CommandSession session) {
        Ink ink = SessionInk.of(session);
        Stream<String> head = Stream.of(
                line(
                        "page",
                        "http://" + host() + ":" + context.getProperty("fil.http.port")
                                + context.getProperty("fil.http.page")),
                line(
                        "up",
                        words(Duration.ofMillis(
                                ManagementFactory.getRuntimeMXBean().getUptime()))),
                line("java", Runtime.version().toString()),
                line("health", health(health, ink)),
                "releases");
        Stream<String> known =
                new AnswerText(ink).lines(releases.versions()).stream().map(line -> "  " + line);
        return Stream.of(head, known, Stream.of("bundles"), bundles(ink))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private Stream<String> bundles(Ink ink) {
        return Arrays.stream(context.getBundles())
                .sorted(Comparator.comparing(
                        bundle -> Optional.ofNullable(bundle.getSymbolicName()).orElse("")))
                .map(bundle -> String.format(
                        "  %-47s %-24s %s", bundle.getSymbolicName(), bundle.getVersion(), state(bundle, ink)));
    }

    private String host() {
        String host = context.getProperty("fil.http.host");
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String health(HealthCheckExecutor executor, Ink ink) {
        if (executor == null) {
            return "unknown: nobody runs the health checks";
        }
        return executor
                .execute(
                        HealthCheckSelector.tags(SystemName.healthTags().toArray(String[]::new)),
                        new HealthCheckExecutionOptions().setCombineTagsWithOr(true))
                .stream()
                .map(result -> words(result, ink))
                .sorted()
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "),
                        words -> words.isEmpty() ? "unknown: there are no health checks" : words));
    }

    private static String words(HealthCheckExecutionResult result, Ink ink) {
        Result found = result.getHealthCheckResult();
        String reasons = StreamSupport.stream(found.spliterator(), false)
                .filter(entry -> entry.getStatus() != Result.Status.OK)
                .map(ResultLog.Entry::getMessage)
                .collect(Collectors.joining("; "));
        return result.getHealthCheckMetadata().getTitle() + " " + coloured(found.getStatus(), ink)
                + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    private static String words(Duration time) {
        return Stream.of(
                        time.toDays() > 0 ? time.toDays() + " d" : "",
                        time.toHours() > 0 ? time.toHoursPart() + " h" : "",
                        time.toMinutesPart() + " min",
                        time.toSecondsPart() + " s")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String line(String name, String value) {
        return String.format("%-9s %s", name, value);
    }

    private static String coloured(Result.Status status, Ink ink) {
        return switch (status) {
            case OK -> ink.good(status.name());
            case WARN, TEMPORARILY_UNAVAILABLE -> ink.doubtful(status.name());
            case CRITICAL, HEALTH_CHECK_ERROR -> ink.failure(status.name());
        };
    }

    private static String state(Bundle bundle, Ink ink) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> ink.quiet("active");
            case Bundle.RESOLVED -> ink.doubtful("stopped");
            case Bundle.INSTALLED -> ink.failure("not resolved");
            case Bundle.STARTING -> ink.doubtful("starting");
            case Bundle.STOPPING -> ink.doubtful("stopping");
            default -> "uninstalled";
        };
    }
}
