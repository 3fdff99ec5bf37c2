package fil.monitor;

import fil.signals.SystemName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What the health checks that count say: those of fil, and those of the system. */
@Component(service = CheckResults.class)
public final class CheckResults {
    private final List<HealthCheckExecutor> executor;

    /** For SCR. */
    @Activate
    public CheckResults(
            @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
                    List<HealthCheckExecutor> executor) {
        this.executor = List.copyOf(executor);
    }

    /**
     * A check and what it said.
     *
     * @param name for people
     * @param ok whether all is well
     * @param status OK, WARN, TEMPORARILY_UNAVAILABLE, CRITICAL or HEALTH_CHECK_ERROR
     * @param message what it says about it
     */
    record Check(String name, boolean ok, String status, String message) {}

    List<Check> checks() {
        return executor.stream()
                .limit(1)
                .flatMap(one -> one
                        .execute(
                                HealthCheckSelector.tags(SystemName.healthTags().toArray(String[]::new)),
                                new HealthCheckExecutionOptions().setCombineTagsWithOr(true))
                        .stream())
                .map(CheckResults::check)
                .toList();
    }

    private static Check check(HealthCheckExecutionResult executed) {
        Result result = executed.getHealthCheckResult();
        String message = StreamSupport.stream(result.spliterator(), false)
                .filter(entry -> entry.getStatus() != Result.Status.OK || !entry.isDebug())
                .map(ResultLog.Entry::getMessage)
                .collect(Collectors.joining("; "));
        return new Check(
                executed.getHealthCheckMetadata().getTitle(),
                result.isOk() || result.getStatus() == Result.Status.WARN,
                result.getStatus().name(),
                message);
    }
}
