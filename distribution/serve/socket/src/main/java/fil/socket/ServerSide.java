package fil.socket;

import fil.signals.Names;
import fil.signals.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/** What the servers, and who holds requests in them, do with the connections they have been given: by services of JDK types. */
final class ServerSide {

    private final BundleContext context;

    ServerSide(BundleContext context) {
        this.context = context;
    }

    /** Returns when the requests that are under way now have ended, or were waited for long enough; others may come meanwhile. */
    void letRequestsEnd() {
        services(Runnable.class, Names.filter(Names.GATE_BEGUN)).forEach(Runnable::run);
    }

    /** Has the connections given back that are idle, and those with a request that waits; how many were idle. */
    int giveBack() {
        services(Runnable.class, Names.filter(Names.SOCKET_HELD)).forEach(Runnable::run);
        return sum(Names.filter(Names.SOCKET_IDLE));
    }

    /** How many connections are in the middle of an answer that may go on for ever. */
    int streaming() {
        return sum(Names.filter(Names.SOCKET_STREAMING));
    }

    /** Which requests are under way, answers that may go on for ever apart. */
    List<String> underWay() {
        List<String> all = new ArrayList<>();
        for (Supplier<?> each : services(Supplier.class, Names.filter(Names.SOCKET_UNDER_WAY))) {
            if (each.get() instanceof List<?> some) {
                some.forEach(it -> all.add(String.valueOf(it)));
            }
        }
        return all;
    }

    private int sum(String filter) {
        return services(IntSupplier.class, filter).stream()
                .mapToInt(IntSupplier::getAsInt)
                .sum();
    }

    private <T> List<T> services(Class<T> type, String filter) {
        return Services.of(context, type, filter)
                .flatMap(it -> Services.ask(context, it, type::cast).stream())
                .toList();
    }
}
