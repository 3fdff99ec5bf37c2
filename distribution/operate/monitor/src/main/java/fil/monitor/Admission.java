package fil.monitor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Who may look. By default only who comes from this machine, asks for this machine (a foreign name that was made to
 * lead here is turned away) and was not passed on by a proxy; to others there is nothing here.
 */
record Admission(boolean fromAnywhere) {
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final List<String> PASSED_ON =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]+(%.*)?");

    /**
     * @param method the method of the request
     * @param remote the address it comes from
     * @param header gives the value of a header, or null
     * @return the status of the refusal, if it is refused
     */
    Optional<Integer> refusal(String method, String remote, UnaryOperator<String> header) {
        if (!fromAnywhere && !isFromHere(remote, header)) {
            return Optional.of(404);
        }
        return READING.contains(method) ? Optional.empty() : Optional.of(405);
    }

    private static boolean isFromHere(String remote, UnaryOperator<String> header) {
        return isLoopback(remote)
                && PASSED_ON.stream().allMatch(name -> header.apply(name) == null)
                && namesThisMachine(header.apply("Host"));
    }

    private static boolean namesThisMachine(String host) {
        if (host == null) {
            return true;
        }
        String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost") || isLoopback(name.replaceAll("[\\[\\]]", ""));
    }

    /** @return whether it is an address (never a name, which would have to be looked up) of the loopback interface */
    static boolean isLoopback(String address) {
        if (address == null || !ADDRESS.matcher(address).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
