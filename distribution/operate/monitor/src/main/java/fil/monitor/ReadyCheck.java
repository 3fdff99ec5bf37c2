package fil.monitor;

import fil.signals.Hold;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;

/** What Felix's health servlet asks at /ready. */
@Component(
        service = HealthCheck.class,
        immediate = true,
        property = {HealthCheck.NAME + "=ready", HealthCheck.TAGS + "=" + ReadyCheck.TAG})
public final class ReadyCheck implements HealthCheck {
    static final String TAG = "fil-ready";

    private final CheckResults health;
    private final Bundle framework;
    private final ReadyState readiness = new ReadyState(System::nanoTime);

    @Reference(
            target = Hold.FILTER,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<Condition> holds = List.of();

    /** For SCR. */
    @Activate
    public ReadyCheck(@Reference CheckResults health, BundleContext context) {
        this.health = health;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    @Override
    public Result execute() {
        boolean changing = !holds.isEmpty();
        List<CheckResults.Check> checks = health.checks();
        if (readiness.isReady(framework.getState() == Bundle.ACTIVE, changing, checks)) {
            return new Result(Result.Status.OK, changing ? "ready; the release is being changed" : "ready");
        }
        String red = checks.stream()
                .filter(check -> !check.ok())
                .map(CheckResults.Check::name)
                .collect(Collectors.joining(", "));
        return new Result(
                Result.Status.TEMPORARILY_UNAVAILABLE,
                checks.isEmpty() ? "not ready: nothing to serve has come up yet" : "not ready: " + red);
    }
}
