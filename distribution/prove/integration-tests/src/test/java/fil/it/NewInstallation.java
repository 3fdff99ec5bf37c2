package fil.it;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests that each have a system of release 1986.a of their own, set as it is unpacked. */
public abstract class NewInstallation {
    protected Installation installation;

    @BeforeEach
    protected final void startSystem() {
        installation = Installation.of(Archives.A).start();
    }

    @AfterEach
    protected final void endSystem() {
        if (installation != null) {
            installation.close();
        }
    }
}
