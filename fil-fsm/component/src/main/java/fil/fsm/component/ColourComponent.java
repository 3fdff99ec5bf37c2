package fil.fsm.component;

import fil.colour.ColourSource;
import fil.fsm.machine.Palette;
import fil.fsm.machine.SupervisedColours;
import fil.handover.Handover;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the colour machine with the palette of the bundle that it is in. The {@link ColourSource} is there as long as
 * the machine runs; the health check stays and says so when the machine was given up.
 */
@Component(
        name = "fil.fsm",
        service = {})
@Designate(ocd = CycleConfig.class)
public final class ColourComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ColourComponent.class);

    private final SupervisedColours colours;
    private final ServiceRegistration<ColourSource> source;
    private final ServiceRegistration<HealthCheck> health;
    private volatile Throwable givenUp;

    /** Starts the machine; called by DS. */
    @Activate
    public ColourComponent(BundleContext context, CycleConfig config, @Reference Handover handover) {
        Palette palette = ServiceLoader.load(Palette.class, getClass().getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("bundle " + context.getBundle() + " has no palette"));
        colours = new SupervisedColours(palette, cycle(config), handover, this::givenUp);
        synchronized (this) {
            source = context.registerService(ColourSource.class, colours.source(), null);
        }
        if (givenUp != null) {
            withdraw(); // it died for the last time before there was anything to withdraw
        }
        health = context.registerService(
                HealthCheck.class,
                this::health,
                new Hashtable<>(Map.of(HealthCheck.NAME, "colour machine", HealthCheck.TAGS, "fil")));
        LOG.info(
                "Colours {} {} started: {}, a move every {} ms",
                context.getBundle().getSymbolicName(),
                context.getBundle().getVersion(),
                palette.colours(),
                config.cycle());
    }

    @Modified
    void modified(CycleConfig config) {
        colours.pace(cycle(config));
        LOG.info("A move every {} ms from now on", config.cycle());
    }

    @Deactivate
    void deactivate() {
        health.unregister();
        withdraw();
        colours.close();
    }

    private Result health() {
        Throwable cause = givenUp;
        return cause == null
                ? new Result(Result.Status.OK, "the colour machine runs")
                : new Result(
                        Result.Status.CRITICAL,
                        "the colour machine died too often and was given up (" + cause
                                + "); look into log/ and start it again: bin/fil eval 'refresh fil.fsm'");
    }

    private void givenUp(Throwable cause) {
        givenUp = cause;
        withdraw();
    }

    private synchronized void withdraw() {
        if (source == null) {
            return;
        }
        try {
            source.unregister();
        } catch (IllegalStateException gone) {
            LOG.debug("The colour source was withdrawn before");
        }
    }

    private static Duration cycle(CycleConfig config) {
        if (config.cycle() < 50 || config.cycle() > 86_400_000) {
            throw new IllegalArgumentException(
                    "fil.fsm cycle=" + config.cycle() + " is not allowed: give 50 to 86400000 milliseconds");
        }
        return Duration.ofMillis(config.cycle());
    }
}
