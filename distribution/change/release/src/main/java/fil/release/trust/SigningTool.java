package fil.release.trust;

import fil.signals.SystemName;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** {@code bin/fil keygen}, {@code sign} and {@code repository index}, and the signing at build time. Needs no running system. */
public final class SigningTool {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String INDEX_USAGE =
            SystemName.PROGRAM + " repository index FOLDER --key KEYFILE [--key KEYFILE]... [--days N] [--counter N]";

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
            List<String> names = new ArrayList<>();
            Options options = Options.of(arguments, names);
            return switch (names.isEmpty() ? "" : names.get(0)) {
                case "keygen" -> keygen(arguments);
                case "sign" -> sign(names, options);
                case "repository" -> index(names, options);
                default ->
                    usage(SystemName.PROGRAM + " keygen NAME or " + SystemName.PROGRAM + " sign ARCHIVE... KEYFILE");
            };
        } catch (TrustException e) {
            err.println(SystemName.VALUE + ": " + e.getMessage());
            return FAILED;
        } catch (IllegalArgumentException e) {
            err.println(SystemName.VALUE + ": " + e.getMessage());
            return USAGE;
        }
    }

    /** What was typed with two dashes. */
    private record Options(List<Path> keys, OptionalLong counter, OptionalLong days) {
        static Options of(List<String> words, List<String> names) {
            List<Path> keys = new ArrayList<>();
            OptionalLong counter = OptionalLong.empty();
            OptionalLong days = OptionalLong.empty();
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                switch (word) {
                    case "--key" -> keys.add(Path.of(value(words, ++i)));
                    case "--counter" -> counter = OptionalLong.of(number(words, ++i));
                    case "--days" -> days = OptionalLong.of(number(words, ++i));
                    default -> names.add(word);
                }
            }
            return new Options(keys, counter, days);
        }

        private static String value(List<String> words, int at) {
            if (at >= words.size()) {
                throw new IllegalArgumentException(
                        words.get(at - 1) + " needs a value; " + SystemName.PROGRAM + " help sign says more.");
            }
            return words.get(at);
        }

        private static long number(List<String> words, int at) {
            String text = value(words, at);
            if (!text.matches("[1-9][0-9]{0,17}")) {
                throw new IllegalArgumentException(words.get(at - 1) + " takes a number from 1 on, and not '" + text
                        + "'; " + SystemName.PROGRAM + " help sign says more.");
            }
            return Long.parseLong(text);
        }
    }

    private int keygen(List<String> arguments) {
        if (arguments.size() != 2
                || arguments.get(1).startsWith("-")
                || Path.of(arguments.get(1)).getFileName() == null
                || Path.of(arguments.get(1)).getFileName().toString().isEmpty()) {
            return usage(SystemName.PROGRAM + " keygen NAME, for example " + SystemName.PROGRAM + " keygen ~/releases");
        }
        Path name = Path.of(arguments.get(1)).normalize();
        SigningKey key = SigningKey.generate(name);
        out.println("Key " + key.shown());
        out.println("  " + SigningKey.keyFile(name) + " signs; keep it secret, away from installations");
        out.println("  " + SigningKey.publicFile(name) + " verifies; copy it to conf/trusted/ of each installation");
        return DONE;
    }

    private int sign(List<String> names, Options options) {
        int last = names.size() - 1;
        if (last < 2
                || isOption(names)
                || !options.keys().isEmpty()
                || options.days().isPresent()) {
            return usage(SystemName.PROGRAM + " sign [--counter N] ARCHIVE... KEYFILE," + " for example "
                    + SystemName.PROGRAM + " sign " + SystemName.archive("1986.b") + " ~/releases.key");
        }
        SigningKey key = SigningKey.read(Path.of(names.get(last)));
        for (String archive : names.subList(1, last)) {
            if (!Files.isRegularFile(Path.of(archive))) {
                throw new TrustException("there is no archive " + archive);
            }
            out.println(Signing.sign(Path.of(archive), key, options.counter()) + " signed by " + key.shown());
        }
        return DONE;
    }

    private int index(List<String> names, Options options) {
        if (names.size() != 3
                || !names.get(1).equals("index")
                || isOption(names)
                || options.keys().isEmpty()) {
            return usage(INDEX_USAGE);
        }
        List<SigningKey> keys = options.keys().stream().map(SigningKey::read).toList();
        Duration lasts = Duration.ofDays(Math.min(options.days().orElse(90), 36_500));
        new IndexWriter(Path.of(names.get(2)), keys, out).write(lasts, options.counter());
        return DONE;
    }

    private static boolean isOption(List<String> names) {
        return names.stream().anyMatch(name -> name.startsWith("--"));
    }

    private int usage(String usage) {
        err.println(SystemName.VALUE + ": say " + usage);
        return USAGE;
    }
}
