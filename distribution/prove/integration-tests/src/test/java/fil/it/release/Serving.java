package fil.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.PromiseBroken;
import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;

/** A constant load on both addresses, and what it must have seen at the end. */
final class Serving implements AutoCloseable {
    private final Installation installation;
    private final Load load;

    Serving(Installation installation) {
        this.installation = installation;
        load = Load.start(LoadPlan.of(installation.web().uri("")).atRate(200));
    }

    void changing(String release) {
        load.changing(release);
    }

    /** Ends the load: nothing failed and nobody saw a mix of two releases. */
    Report lostNothing() {
        Report report = load.stop();
        PromiseBroken.unlessAllIsKept(report, installation);
        assertTrue(report.answered() > 0, report::text);
        return report;
    }

    /** Ends the load; what failed is up to the caller. */
    Report ended() {
        return load.stop();
    }

    /** Ends the load: nothing failed; both releases were seen, as after a cut-over that was undone. */
    void lostNoRequest() {
        Report report = load.stop();
        PromiseBroken.unlessNoneIsLost(report, installation);
        assertTrue(report.answered() > 0, report::text);
    }

    /** Ends the load: nothing failed, and the old release has answered throughout. */
    void sawOnlyTheOldRelease() {
        Report report = lostNothing();
        assertEquals(java.util.Set.of(Archives.A), report.releases().keySet(), report::text);
    }

    @Override
    public void close() {
        load.close();
    }
}
