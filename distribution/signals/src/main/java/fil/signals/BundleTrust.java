package fil.signals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Whether a bundle may be brought in by hand: whoever brings it in asks the service {@link Names#BUNDLE_TRUST}, which knows whom the
 * installation trusts. Where nobody said whom, everything may; where somebody did and nobody answers, nothing.
 */
public final class BundleTrust {
    private static final String TRUSTED = "conf/trusted";

    private BundleTrust() {}

    /**
     * A bundle that somebody brings in.
     *
     * @param what what is done, as in a sentence: {@code the update of fil.fsm}
     * @param url where it is from
     * @param jar its bytes
     * @param signature what lies beside it; empty if nothing does
     * @param down whether an older version takes the place of a newer one
     * @param unsigned whether it may be one that nobody who is trusted has signed
     * @param older whether it may be older
     */
    public record Question(
            String what, String url, byte[] jar, byte[] signature, boolean down, boolean unsigned, boolean older) {

        /**
         * Reads what {@link BundleTrust#require} has sent.
         *
         * @param told by the one who asks, whose class of this name is another one
         * @return the question
         */
        public static Question of(Map<String, Object> told) {
            return new Question(
                    (String) told.get("what"),
                    (String) told.get("url"),
                    (byte[]) told.get("jar"),
                    (byte[]) told.get("signature"),
                    (Boolean) told.get("down"),
                    (Boolean) told.get("unsigned"),
                    (Boolean) told.get("older"));
        }

        private Map<String, Object> told() {
            Map<String, Object> told = new HashMap<>();
            told.put("what", what);
            told.put("url", url);
            told.put("jar", jar);
            told.put("signature", signature);
            told.put("down", down);
            told.put("unsigned", unsigned);
            told.put("older", older);
            return told;
        }
    }

    /**
     * Says whether there is anything to ask.
     *
     * @param context of the bundle that asks
     * @return whether the operator said whom to trust
     */
    public static boolean isWanted(BundleContext context) {
        String home = context.getProperty("fil.home");
        return home != null && !Files.notExists(Path.of(home, TRUSTED), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Asks.
     *
     * @param context of the bundle that asks
     * @param question about a bundle
     * @throws IOException says why the bundle may not be brought in
     */
    public static void require(BundleContext context, Question question) throws IOException {
        if (isWanted(context)) {
            String refusal = answer(context, question);
            if (!refusal.isEmpty()) {
                throw new IOException(refusal + ".");
            }
        }
    }

    private static String answer(BundleContext context, Question question) {
        for (ServiceReference<?> reference : Services.of(context, Function.class, Names.filter(Names.BUNDLE_TRUST))
                .toList()) {
            if (context.getService(reference) instanceof Function<?, ?> function) {
                try {
                    @SuppressWarnings("unchecked")
                    Function<Map<String, Object>, String> judge = (Function<Map<String, Object>, String>) function;
                    return judge.apply(question.told());
                } finally {
                    context.ungetService(reference);
                }
            }
        }
        return question.what() + " is refused: whom to trust is said in " + TRUSTED
                + ", and nobody is there who could judge it; start fil.release-handler";
    }
}
