package fil.byhand;

import fil.signals.ChangeClaim;
import fil.signals.Services;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.gogo.runtime.Reflective;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A command of somebody else that changes what runs: done as it is, but while nobody else changes the system. */
public final class ClaimedCommand implements Function {
    /** Scope and name of each. */
    static final List<List<String>> OTHERS = List.of(
            List.of("felix", "resolve"),
            List.of("felix", "bundlelevel"),
            List.of("felix", "frameworklevel"),
            List.of("scr", "enable"),
            List.of("scr", "disable"));

    private final BundleContext context;
    private final ByHand byHand;
    private final String scope;
    private final String name;

    ClaimedCommand(BundleContext context, ByHand byHand, String scope, String name) {
        this.context = context;
        this.byHand = byHand;
        this.scope = scope;
        this.name = name;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Exception {
        ServiceReference<?> other = other();
        ChangeClaim claim = byHand.claim(
                scope + ":" + name + arguments.stream().map(each -> " " + each).collect(Collectors.joining()));
        try {
            Object command = context.getService(other);
            Object said = command instanceof Function function
                    ? function.execute(session, arguments)
                    : Reflective.invoke(session, command, name, arguments);
            ByHand.note(context, claim.told(), List.of());
            return said;
        } finally {
            claim.end();
            context.ungetService(other);
        }
    }

    private ServiceReference<?> other() {
        return Services.all(context, null, "(&(osgi.command.scope=" + scope + ")(osgi.command.function=" + name + "))")
                .filter(reference -> !context.getBundle().equals(reference.getBundle()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Nobody offers " + scope + ":" + name + " here; help lists the commands."));
    }
}
