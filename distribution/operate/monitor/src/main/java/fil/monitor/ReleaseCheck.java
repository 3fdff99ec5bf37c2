package fil.monitor;

import fil.signals.ChangeClaim;
import fil.signals.SystemName;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whether all bundles of the release are there and run. What the operator has updated, brought in or stopped for good is as he wants
 * it; in the middle of a change, be it by hand, whoever makes it looks. While no release handler is there, neither is this.
 */
@Component(
        service = HealthCheck.class,
        property = {
            HealthCheck.NAME + "=release",
            HealthCheck.TAGS + "=" + SystemName.HEALTH,
            HealthCheck.RESULT_CACHE_TTL_IN_MS + ":Long=200"
        })
public final class ReleaseCheck implements HealthCheck {
    private final BundleContext context;
    private final Changes changes;

    /** For SCR. */
    @Activate
    public ReleaseCheck(BundleContext context, @Reference Changes changes) {
        this.context = context;
        this.changes = changes;
    }

    @Override
    public Result execute() {
        if (ChangeClaim.holder(context).isPresent()) {
            return new Result(Result.Status.OK, "something is being changed, and whoever changes it looks");
        }
        List<String> lacking = changes.lacking();
        if (!lacking.isEmpty()) {
            return new Result(
                    Result.Status.CRITICAL, String.join("; ", lacking) + "; a restart of the system puts it right");
        }
        return changes.current()
                .map(name -> new Result(Result.Status.OK, "all of " + name + " runs"))
                .orElseGet(() -> new Result(
                        Result.Status.CRITICAL,
                        "it cannot be told what belongs to the release; the command versions has the reason"));
    }
}
