package fil.launcher;

import fil.release.JsonText;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.RefusedException;
import fil.release.trust.Decision;
import fil.release.trust.Terms;
import fil.release.trust.Trust;
import fil.release.trust.TrustException;
import fil.release.verify.Verification;
import fil.signals.SystemName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code verify}: says of each file of the installation whether it is as it was released, running or not. */
final class VerifyVerb {
    private static final String JSON = "--json";
    private static final long SECOND_NS = 1_000_000_000;
    private final ReleaseStore store;

    VerifyVerb(InstallationFolders installation) {
        this.store = new ReleaseStore(installation.home());
    }

    /** @return the exit code */
    int run(List<String> arguments) throws StartRefused, IOException {
        List<String> names = new ArrayList<>(arguments);
        names.removeAll(List.of(JSON, Terms.UNSIGNED));
        if (names.size() > 1 || names.stream().anyMatch(name -> name.startsWith("-"))) {
            throw new StartRefused(ExitCode.USAGE, "Usage: verify [--json] [--unsigned] [ARCHIVE]");
        }
        Optional<Path> archive = names.stream().findFirst().map(Path::of);
        Optional<Decision> decision = archive.isEmpty()
                ? Optional.empty()
                : Optional.of(decided(archive.get(), arguments.contains(Terms.UNSIGNED)));
        Verification verification = new Verification(store, progress());
        List<Verification.Finding> findings;
        try {
            findings = archive.isEmpty() ? verification.byList() : verification.byArchive(archive.get());
        } catch (RefusedException e) {
            throw new StartRefused(ExitCode.RELEASE_REFUSED, "Refused: " + e.getMessage() + ".");
        } catch (ReleaseException e) {
            throw new StartRefused(ExitCode.FAILED, "Failed: " + e.getMessage() + ".");
        }
        ExitCode code = findings.isEmpty() ? ExitCode.DONE : ExitCode.NOT_AS_RELEASED;
        if (arguments.contains(JSON)) {
            System.out.println(JsonText.of(values(verification, findings, code)));
        } else {
            say(verification, findings, decision);
        }
        return code.number();
    }

    private Decision decided(Path archive, boolean unsigned) throws StartRefused {
        if (!Files.isRegularFile(archive)) {
            throw new StartRefused(ExitCode.FAILED, "Failed: there is no archive '" + archive + "'.");
        }
        try {
            return Trust.of(store.layout().home())
                    .decideFile(
                            "the archive " + archive.getFileName(), archive, new Terms(unsigned, true, false, false));
        } catch (TrustException e) {
            throw new StartRefused(ExitCode.RELEASE_REFUSED, "Refused: " + e.getMessage() + ".");
        }
    }

    private void say(Verification verification, List<Verification.Finding> findings, Optional<Decision> decision) {
        decision.ifPresent(it -> System.out.println("The archive is " + it.why() + "."));
        if (findings.isEmpty()) {
            System.out.println("All " + verification.files() + " files are as they were released ("
                    + String.join(", ", store.names()) + ").");
        } else {
            findings.forEach(System.out::println);
            System.err.println(
                    SystemName.VALUE + ": " + findings.size() + (findings.size() == 1 ? " file is" : " files are")
                            + " not as released, of " + verification.files()
                            + " looked at; unpack the archive over the installation again, which leaves conf/ alone, and take away what is of no release.");
        }
    }

    private static Map<String, Object> values(
            Verification verification, List<Verification.Finding> findings, ExitCode code) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("exitCode", code.number());
        values.put("files", verification.files());
        values.put(
                "findings",
                findings.stream()
                        .map(each -> Map.of("file", each.file(), "what", each.what()))
                        .toList());
        return values;
    }

    /** From the first second on a line a second over the one before, where there is a terminal. */
    private static Consumer<String> progress() {
        if (System.getenv("NO_COLOR") != null) {
            return name -> {};
        }
        long[] said = {System.nanoTime()};
        int[] count = {0};
        return name -> {
            count[0]++;
            if (System.nanoTime() - said[0] > SECOND_NS) {
                said[0] = System.nanoTime();
                String line = String.format("verify: %d files so far, %.50s", count[0], name);
                System.err.print(String.format("\r%-78s\r", line));
            }
        };
    }
}
