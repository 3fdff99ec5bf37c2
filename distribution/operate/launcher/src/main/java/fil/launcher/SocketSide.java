package fil.launcher;

import fil.signals.Names;
import fil.signals.Services;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * What fil.socket does at a takeover, by one service of JDK types, as nobody may import a package of it:
 * <pre>
 * new process   enter    let clients in, who see what they saw until the state is here
 *               settle   the state is here, show it
 * old process   close    accept no more; answers say Connection: close
 *               await N  wait until no request is under way, at most N ms; says which are cut then
 * </pre>
 */
final class SocketSide {
    private final BundleContext context;

    SocketSide(BundleContext context) {
        this.context = context;
    }

    /** @return whether fil.socket is there */
    boolean isThere() {
        return reference().isPresent();
    }

    /** @return what fil.socket says to that */
    String tell(String words) throws StartRefused {
        Object socket = reference().map(context::getService).orElse(null);
        if (!(socket instanceof UnaryOperator<?>)) {
            throw new StartRefused(ExitCode.FAILED, "fil.socket does not run in this process.");
        }
        @SuppressWarnings("unchecked")
        UnaryOperator<String> obeys = (UnaryOperator<String>) socket;
        return obeys.apply(words);
    }

    @SuppressWarnings("rawtypes")
    private Optional<ServiceReference<UnaryOperator>> reference() {
        return Services.of(context, UnaryOperator.class, Names.filter(Names.SOCKET_TAKEOVER))
                .findFirst();
    }
}
