package fil.release.check;

import fil.release.wires.Provided;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolveContext;

/** One bundle to resolve, and all that is there to resolve it with. */
final class PaperContext extends ResolveContext {
    private final Resource wanted;
    private final Provided provided;

    PaperContext(Resource wanted, Provided provided) {
        this.wanted = wanted;
        this.provided = provided;
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
        return List.of(wanted);
    }

    @Override
    public List<Capability> findProviders(Requirement requirement) {
        return new ArrayList<>(provided.to(requirement));
    }

    @Override
    public int insertHostedCapability(List<Capability> capabilities, HostedCapability hosted) {
        capabilities.add(hosted);
        return capabilities.size() - 1;
    }

    @Override
    public boolean isEffective(Requirement requirement) {
        return Resolution.isEffective(requirement);
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
        return Map.of();
    }
}
