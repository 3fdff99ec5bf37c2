package fil.state;

import fil.handover.Handed;
import fil.handover.Handover;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * One bundle's view of the states: a folder of its own below the framework property {@value #DIRECTORY}. Which version
 * keeps a state, and in which run of the system, is seen here and not left to the bundle to say.
 */
@Component(scope = ServiceScope.BUNDLE)
public final class StateKeeper implements Handover {
    /** Framework property: the folder of all states; {@code state} in the working directory by default. */
    public static final String DIRECTORY = "fil.state.dir";
    /** Framework property: names this run of the system; a process that hands over passes its own on. */
    public static final String RUN = "fil.run";

    private static final String THIS_PROCESS = UUID.randomUUID().toString();

    private final Bundle bundle;
    private final StateFolder folder;
    private final String run;

    /** Made by DS for each bundle that asks. */
    @Activate
    public StateKeeper(BundleContext context, ComponentContext component) {
        bundle = component.getUsingBundle();
        folder = new StateFolder(Path.of(property(context, DIRECTORY, "state")).resolve(bundle.getSymbolicName()));
        run = property(context, RUN, processOf(context));
    }

    @Override
    public Optional<Handed> received(String name) {
        return folder.read(name)
                .map(kept -> new Handed(
                        kept.version(), kept.at(), kept.values(), kept.run().equals(run)));
    }

    @Override
    public void keep(String name, Map<String, ?> values) {
        folder.write(name, KeptState.now(bundle.getVersion().toString(), run, values));
    }

    /** An update of this bundle must not look like another run, so the name of the run is the framework's. */
    private static String processOf(BundleContext context) {
        String framework = context.getProperty("org.osgi.framework.uuid");
        return framework == null ? THIS_PROCESS : framework;
    }

    private static String property(BundleContext context, String key, String otherwise) {
        String value = context.getProperty(key);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
