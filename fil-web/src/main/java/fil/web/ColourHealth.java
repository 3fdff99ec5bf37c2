package fil.web;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether there is a colour to serve, of the release that is or will be shown. */
@Component(property = {HealthCheck.NAME + "=colour", HealthCheck.TAGS + "=fil"})
public final class ColourHealth implements HealthCheck {
    private final Board board;

    /** For SCR. */
    @Activate
    public ColourHealth(@Reference Viewing viewing) {
        board = viewing.board();
    }

    @Override
    public Result execute() {
        return board.colourTrouble()
                .map(Trouble::asResult)
                .orElseGet(() -> new Result(Result.Status.OK, "the colour is there"));
    }
}
