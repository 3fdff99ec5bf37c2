package fil.gate;

import fil.signals.DaemonThread;
import fil.signals.Hold;
import fil.signals.Names;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Starts and ends the gate. A plain activator: the gate works where Declarative Services are not there, or are being replaced.
 */
public final class Activator implements BundleActivator {

    private static final long SENT_ON_NS = 500_000_000;

    private ScheduledThreadPoolExecutor clock;
    private Statistics statistics;
    private Registry registry;
    private Drain drain;
    private Watch watch;
    private RestOfStart rest;
    private Configuration configuration;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        configuration = new Configuration(name -> property(context, name));
        clock = new ScheduledThreadPoolExecutor(1, DaemonThread.named("fil-gate"));
        clock.setRemoveOnCancelPolicy(true);
        statistics = new Statistics(configuration, () -> registry.inside());
        registry = new Registry(() -> watch.look(), bundle -> watch.vanished(bundle));
        FrameworkView surroundings = new FrameworkView(context);
        drain = new Drain(configuration, surroundings, statistics);
        ServerState server = new ServerState(registry, surroundings, configuration);
        Rounds rounds = new Rounds();
        WaitingRequests room = new WaitingRequests(configuration, statistics, clock, server, rounds);
        watch = new Watch(configuration, registry, surroundings, statistics, drain, clock, rounds);
        String others = "(&" + Registration.SERVICES + "(!(service.bundleid="
                + context.getBundle().getBundleId() + ")))";
        context.addServiceListener(registry, others);
        ServiceReference<?>[] there = context.getAllServiceReferences(null, others);
        for (ServiceReference<?> reference : there == null ? new ServiceReference<?>[0] : there) {
            registry.put((Long) reference.getProperty(Constants.SERVICE_ID), Registration.of(reference));
        }
        watch.areAway(Away.take());
        context.addFrameworkListener(watch);
        rest = new RestOfStart(registry, server, clock);
        if (context.getBundle(0).getState() == Bundle.STARTING) {
            rest.begin();
            context.addFrameworkListener(rest);
        }
        context.registerService(EventHook.class, watch, null);
        context.registerService(EventListenerHook.class, new ServiceWatch(registry, watch), null);
        context.addServiceListener(event -> server.lastAnswers(), Names.marking(Names.LEAVES));
        context.addServiceListener(watch::conditionChanges, Hold.FILTER);
        context.addServiceListener(event -> surroundings.readHttpServices(registry), Runtimes.SERVICES);
        register(context, server);
        context.registerService(
                Preprocessor.class, new Gate(registry, room, server, surroundings), ranked(Integer.MAX_VALUE - 1));
        configuration.register(context);
    }

    private static Object property(BundleContext context, String name) {
        String own = context.getProperty("fil.gate." + name);
        return own == null && name.equals("drain") ? context.getProperty("fil.http.leave") : own;
    }

    private void register(BundleContext context, ServerState server) {
        ServerWatch both = new ServerWatch(server, registry, drain, watch);
        context.registerService(EventHook.class, both.first(), ranked(0));
        context.registerService(EventHook.class, both.last(), ranked(Integer.MIN_VALUE));
        context.registerService(BooleanSupplier.class, server, Names.marked(Names.READY));
        Runnable giveBack = registry::giveBack;
        context.registerService(Runnable.class, giveBack, Names.named(Names.SOCKET_HELD));
        Runnable begun = () -> drain.begun(registry.underWay(), drain.deadline(Cause.STOP));
        context.registerService(Runnable.class, begun, Names.named(Names.GATE_BEGUN));
        context.registerService(Supplier.class, statistics, Names.named(Names.GATE_STATISTICS));
    }

    private static Dictionary<String, Object> ranked(int ranking) {
        return new Hashtable<>(Map.of(Constants.SERVICE_RANKING, ranking));
    }

    /** Felix HTTP drops a preprocessor without a word; so what waits is sent on while the whiteboard still knows the gate. */
    @Override
    public void stop(BundleContext context) throws InterruptedException {
        boolean goesOn = context.getBundle(0).getState() == Bundle.ACTIVE;
        boolean returns = Cause.ofThisCall() == Cause.UPDATE && goesOn;
        long until = System.nanoTime() + configuration.get().patience().toNanos();
        while (returns && !watch.idle() && System.nanoTime() < until) {
            Thread.sleep(1);
        }
        if (goesOn) {
            watch.leave();
        }
        watch.end();
        rest.end();
        // the next gate knows nothing of them, and could not end them with their bundles
        registry.underWay().filter(UnderWay::isStream).toList().forEach(UnderWay::end);
        until = System.nanoTime() + SENT_ON_NS;
        while (statistics.underWay() > 0 && System.nanoTime() < until) {
            Thread.sleep(1);
        }
        clock.shutdown();
    }
}
