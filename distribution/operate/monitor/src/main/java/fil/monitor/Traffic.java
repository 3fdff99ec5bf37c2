package fil.monitor;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What goes through the web: counts since the start of this bundle, and the latency of the last minutes. */
@Component(service = Traffic.class, configurationPid = "fil.monitor.traffic")
public final class Traffic {
    private static final List<String> ASIDE = List.of("/health", "/ready", "/metrics", "/fil/*");

    private final PathGroups groups;
    private final LatencyRing ring = new LatencyRing(System::currentTimeMillis);
    private final LongAdder streams = new LongAdder();

    /** For SCR. */
    @Activate
    public Traffic(Paths config) {
        this(List.of(config.paths()));
    }

    Traffic(List<String> paths) {
        groups = new PathGroups(paths, ASIDE);
    }

    /** The groups of paths that are counted apart. */
    @interface Paths {
        /** @return exact paths, or {@code /below/*} */
        String[] paths() default {"/"};
    }

    Count of(String path) {
        return groups.of(path);
    }

    List<Count> counts() {
        return groups.all();
    }

    LatencyRing latency() {
        return ring;
    }

    /** An answer ended now. */
    void answered(Count count, long began, int status) {
        long now = System.nanoTime();
        count.answered(status);
        count.took(now - began);
        if (count.plotted()) {
            ring.add(now, now - began, status >= 500);
        }
    }

    /** @return requests that have come and are not answered yet, without streams, and without those of who looks on */
    long underWay() {
        long underWay = counts().stream()
                .filter(Count::plotted)
                .mapToLong(count -> count.arrivals() - count.answers())
                .sum();
        return Math.max(0, underWay - streams.sum());
    }

    LongAdder streams() {
        return streams;
    }
}
