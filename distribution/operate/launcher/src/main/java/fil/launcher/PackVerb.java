package fil.launcher;

import fil.release.ArchiveLookup;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.RefusedException;
import fil.release.pack.NextRelease;
import fil.release.pack.PackOrder;
import fil.release.pack.PackRefusedException;
import fil.signals.SystemName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code pack}: makes the archive of the next release out of one that is there and of jars. Needs no running system. */
final class PackVerb {
    private static final String USAGE =
            "Usage: pack --name NAME [--from RELEASE] [--without BUNDLE]... [--to FILE] [--] JAR...";
    private final ReleaseStore store;

    PackVerb(InstallationFolders installation) {
        this.store = new ReleaseStore(installation.home());
    }

    /**
     * @param arguments the folder of who calls, then what was typed
     * @return the exit code
     */
    int run(List<String> arguments) throws StartRefused {
        PackOrder order = order(Path.of(arguments.get(0)), arguments.subList(1, arguments.size()));
        try {
            NextRelease.Packed packed = new NextRelease(store, order).pack();
            System.out.printf(
                    "%s: release %s out of %s, %d bundles, %.1f MB%n",
                    order.archive(), order.name(), order.from(), packed.bundles(), packed.bytes() / 1e6);
            packed.changes().forEach(change -> System.out.println("  " + change));
            if (!packed.billOfMaterials()) {
                System.out.println("It has no bill of materials, for " + order.from()
                        + " is kept without; made out of the archive of " + order.from() + " it has one.");
            }
            System.out.printf(
                    SystemName.PROGRAM + " check %1$s says what stands against it, " + SystemName.PROGRAM
                            + " upgrade %1$s goes to it.%n",
                    order.archive());
            return ExitCode.DONE.number();
        } catch (PackRefusedException e) {
            e.problems().forEach(problem -> System.err.println(SystemName.VALUE + ": " + problem + "."));
            return ExitCode.RELEASE_REFUSED.number();
        } catch (RefusedException e) {
            throw new StartRefused(ExitCode.RELEASE_REFUSED, "Refused: " + e.getMessage() + ".");
        } catch (ReleaseException e) {
            throw new StartRefused(ExitCode.FAILED, "Failed: " + e.getMessage() + ".");
        }
    }

    private PackOrder order(Path caller, List<String> words) throws StartRefused {
        Optional<String> name = Optional.empty();
        Optional<String> from = Optional.empty();
        Optional<Path> to = Optional.empty();
        Set<String> without = new HashSet<>();
        List<Path> jars = new ArrayList<>();
        boolean jarsOnly = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (jarsOnly ? "" : word) {
                case "--" -> jarsOnly = true;
                case "--name" -> name = Optional.of(value(words, ++i));
                case "--from" -> from = Optional.of(value(words, ++i));
                case "--to" -> to = Optional.of(caller.resolve(value(words, ++i)));
                case "--without" -> without.add(value(words, ++i));
                default -> {
                    if (word.startsWith("-") && !jarsOnly) {
                        throw new StartRefused(
                                ExitCode.USAGE,
                                "There is no option " + word
                                        + (Files.exists(caller.resolve(word))
                                                ? "; the file of that name is ./" + word + ", or comes behind --"
                                                : "")
                                        + ". " + USAGE);
                    }
                    jars.add(caller.resolve(word));
                }
            }
        }
        if (name.isEmpty() || jars.isEmpty() && without.isEmpty()) {
            throw new StartRefused(ExitCode.USAGE, USAGE);
        }
        Path archive = to.orElse(caller.resolve(SystemName.archive(name.get())));
        if (!archive.toString().endsWith(ArchiveLookup.ENDING)) {
            throw new StartRefused(
                    ExitCode.USAGE,
                    "--to " + archive + " is no name of an archive: it ends with " + ArchiveLookup.ENDING
                            + ", or no verb would take it. " + USAGE);
        }
        String before = from.orElseGet(() -> store.status().permanent());
        return new PackOrder(
                before.endsWith(ArchiveLookup.ENDING) ? caller.resolve(before).toString() : before,
                name.get(),
                jars,
                without,
                archive);
    }

    private static String value(List<String> words, int at) throws StartRefused {
        if (at >= words.size()) {
            throw new StartRefused(ExitCode.USAGE, words.get(at - 1) + " needs a value. " + USAGE);
        }
        return words.get(at);
    }
}
