package fil.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of a class that share one system of release 1986.a, set as it is unpacked. */
public abstract class OneInstallation {
    protected static Installation installation;

    @BeforeAll
    protected static void start() {
        installation = Installation.of(Archives.A).start();
    }

    @AfterAll
    protected static void end() {
        if (installation != null) {
            installation.close();
        }
    }
}
