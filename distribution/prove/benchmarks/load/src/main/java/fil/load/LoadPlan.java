package fil.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What to ask, how often, over how many connections. Immutable; {@link #of} gives the usual one.
 *
 * @param base where the server is, {@code http://host:port}
 * @param paths what is asked for in turn
 * @param rate requests a second over all connections; 0 = as fast as the answers come
 * @param connections how many requests may be under way at the same time
 * @param fresh a new connection for each request instead of {@code connections} that stay open
 * @param timeout how long one answer may take before it counts as lost
 */
public record LoadPlan(URI base, List<String> paths, int rate, int connections, boolean fresh, Duration timeout) {
    public LoadPlan {
        paths = List.copyOf(paths);
        if (!"http".equals(base.getScheme()) || base.getPort() < 1) {
            throw new IllegalArgumentException("the server must be given as http://host:port, not " + base);
        }
        if (paths.isEmpty() || rate < 0 || connections < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a load needs a path, a rate of 0 or more, a connection and a timeout: "
                    + paths + ", " + rate + ", " + connections + ", " + timeout);
        }
    }

    /** 1,000 requests/s in turn for the colour and the page, over 16 connections that stay open. */
    public static LoadPlan of(URI base) {
        return new LoadPlan(base, List.of("/which-color.json", "/"), 1_000, 16, false, Duration.ofSeconds(10));
    }

    /** The same load on another server. */
    public LoadPlan to(URI newBase) {
        return new LoadPlan(newBase, paths, rate, connections, fresh, timeout);
    }

    public LoadPlan asking(String... newPaths) {
        return new LoadPlan(base, List.of(newPaths), rate, connections, fresh, timeout);
    }

    public LoadPlan atRate(int newRate) {
        return new LoadPlan(base, paths, newRate, connections, fresh, timeout);
    }

    public LoadPlan over(int newConnections) {
        return new LoadPlan(base, paths, rate, newConnections, fresh, timeout);
    }

    public LoadPlan withFreshConnections() {
        return new LoadPlan(base, paths, rate, connections, true, timeout);
    }

    public LoadPlan givingUpAfter(Duration newTimeout) {
        return new LoadPlan(base, paths, rate, connections, fresh, newTimeout);
    }
}
