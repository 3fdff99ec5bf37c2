package fil.release.trust;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code bin/fil keygen} and {@code bin/fil sign}, and the signing at build time. Needs no running system. */
public final class SigningTool {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out for what was done
     * @param err for what went wrong
     */
    public SigningTool(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * @param arguments a verb and its arguments
     * @return what the process ends with: 0, 1 if it failed, 2 if it was called wrongly
     */
    public int run(List<String> arguments) {
        try {
            return switch (arguments.isEmpty() ? "" : arguments.get(0)) {
                case "keygen" -> keygen(arguments);
                case "sign" -> sign(arguments);
                default -> usage("bin/fil keygen NAME or bin/fil sign ARCHIVE... KEYFILE");
            };
        } catch (TrustException e) {
            err.println("fil: " + e.getMessage());
            return FAILED;
        }
    }

    private int keygen(List<String> arguments) {
        if (arguments.size() != 2 || arguments.get(1).startsWith("-")) {
            return usage("bin/fil keygen NAME, for example bin/fil keygen ~/releases");
        }
        Path name = Path.of(arguments.get(1));
        SigningKey key = SigningKey.generate(name);
        out.println("Key " + key.shown());
        out.println("  " + SigningKey.keyFile(name) + " signs; keep it secret, away from installations");
        out.println("  " + SigningKey.publicFile(name) + " verifies; copy it to conf/trusted/ of each installation");
        return DONE;
    }

    private int sign(List<String> arguments) {
        int last = arguments.size() - 1;
        if (last < 2) {
            return usage("bin/fil sign ARCHIVE... KEYFILE, for example bin/fil sign fil-1986.b.tar.gz ~/releases.key");
        }
        SigningKey key = SigningKey.read(Path.of(arguments.get(last)));
        for (String archive : arguments.subList(1, last)) {
            if (!Files.isRegularFile(Path.of(archive))) {
                throw new TrustException("there is no archive " + archive);
            }
            out.println(Signing.sign(Path.of(archive), key) + " signed by " + key.shown());
        }
        return DONE;
    }

    private int usage(String usage) {
        err.println("fil: say " + usage);
        return USAGE;
    }
}
