package fil.release.osgi;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The Felix health checks with the tag {@code fil}. Without an executor there are none. */
final class HealthChecks {
    private static final String TAG = "fil";
    private final BundleContext context;

    HealthChecks(BundleContext context) {
        this.context = context;
    }

    /** @return the checks that are red, with the reason */
    Map<String, String> red() {
        ServiceReference<HealthCheckExecutor> reference = context.getServiceReference(HealthCheckExecutor.class);
        HealthCheckExecutor executor = reference == null ? null : context.getService(reference);
        Map<String, String> red = new TreeMap<>();
        if (executor == null) {
            return red;
        }
        try {
            HealthCheckExecutionOptions now = new HealthCheckExecutionOptions().setForceInstantExecution(true);
            for (HealthCheckExecutionResult result : executor.execute(HealthCheckSelector.tags(TAG), now)) {
                Result found = result.getHealthCheckResult();
                if (found.getStatus().ordinal() > Result.Status.WARN.ordinal()) {
                    red.put(result.getHealthCheckMetadata().getTitle(), found.getStatus() + " " + words(found));
                }
            }
            return red;
        } finally {
            context.ungetService(reference);
        }
    }

    private static String words(Result result) {
        return StreamSupport.stream(result.spliterator(), false)
                .filter(entry -> entry.getStatus().ordinal() > Result.Status.WARN.ordinal())
                .map(ResultLog.Entry::getMessage)
                .collect(Collectors.joining("; "));
    }
}
