package fil.state;

import fil.handover.Handed;
import fil.handover.Handover;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * One bundle's view of the states: a folder of its own. Which version keeps a state, and in which run of the system, is
 * seen here and not left to the bundle to say.
 */
@Component(scope = ServiceScope.BUNDLE)
public final class StateKeeper implements Handover {
    private final Bundle bundle;
    private final Lifetime lifetime;
    private final StateFolder folder;

    /** Made by DS for each bundle that asks. */
    @Activate
    public StateKeeper(ComponentContext component, @Reference LifetimeRecorder heart) {
        this.bundle = component.getUsingBundle();
        this.lifetime = heart.lifetime();
        this.folder = new StateFolder(heart.states().resolve(bundle.getSymbolicName()));
    }

    @Override
    public Optional<Handed> received(String name) {
        return folder.read(name).map(this::handed);
    }

    @Override
    public void keep(String name, Map<String, ?> values) {
        String version = bundle.getVersion().toString();
        folder.write(name, KeptState.now(version, lifetime.run(), lifetime.now(), values));
    }

    private Handed handed(KeptState kept) {
        return new Handed(kept.version(), kept.at(), kept.values(), lifetime.since(kept), lifetime.isOfThisRun(kept));
    }
}
