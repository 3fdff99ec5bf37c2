package fil.web;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;

/**
 * Whether there is something to serve, of the release that is or will be shown.
 *
 * @param subject what is served
 * @param trouble what is wrong with it now
 */
record WebHealth(String subject, Supplier<Optional<Trouble>> trouble) implements HealthCheck {
    @Override
    public Result execute() {
        return trouble.get().map(Trouble::asResult).orElseGet(this::fine);
    }

    private Result fine() {
        return new Result(Result.Status.OK, "the " + subject + " is there");
    }
}
