package fil.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line, both ways.
 *
 * @param plan the load
 * @param warmUp another server, loaded for a few seconds before, so that this client is warm and the server is not
 * @param seconds how long; 0 = until {@code stop} or the end of the standard input
 */
record LoadOptions(LoadPlan plan, int seconds, Optional<URI> warmUp) {
    static final String HELP = """
            usage: java -jar fil-load.jar http://HOST:PORT [options]
              --path PATH         asked for in turn; may be repeated (default: /which-color.json and /)
              --rate N            requests a second, 0 = as fast as the answers come (default: 1000)
              --connections N     requests under way at the same time (default: 16)
              --fresh             a new connection for each request
              --timeout MS        how long an answer may take (default: 10000)
              --warm-up URL       first the same load on that server for 5 s, not counted: then this client is warm
              --seconds N         how long; without it until "stop" or the end of the standard input, where
                                  "changing RELEASE" announces a change of release and "lap" prints what was seen so far
            Prints what became of the requests. Ends with 0, with 1 if a request failed, with 2 if an option is wrong.""";

    static LoadOptions parse(List<String> arguments) {
        Iterator<String> rest = arguments.iterator();
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("the server is missing: http://HOST:PORT");
        }
        LoadPlan plan = LoadPlan.of(URI.create(rest.next()));
        List<String> paths = new ArrayList<>();
        int seconds = 0;
        Optional<URI> warmUp = Optional.empty();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--path" -> paths.add(value(option, rest));
                case "--rate" -> plan = plan.atRate(number(option, rest));
                case "--connections" -> plan = plan.over(number(option, rest));
                case "--fresh" -> plan = plan.withFreshConnections();
                case "--timeout" -> plan = plan.givingUpAfter(Duration.ofMillis(number(option, rest)));
                case "--warm-up" -> warmUp = Optional.of(URI.create(value(option, rest)));
                case "--seconds" -> seconds = number(option, rest);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new LoadOptions(paths.isEmpty() ? plan : plan.asking(paths.toArray(String[]::new)), seconds, warmUp);
    }

    static List<String> write(LoadPlan plan) {
        List<String> arguments = new ArrayList<>(List.of(
                plan.base().toString(),
                "--rate",
                String.valueOf(plan.rate()),
                "--connections",
                String.valueOf(plan.connections()),
                "--timeout",
                String.valueOf(plan.timeout().toMillis())));
        plan.paths().forEach(path -> arguments.addAll(List.of("--path", path)));
        if (plan.fresh()) {
            arguments.add("--fresh");
        }
        return arguments;
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static int number(String option, Iterator<String> rest) {
        String value = value(option, rest);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " must be a number, not " + value, e);
        }
    }
}
