package fil.release.records;

import fil.release.AtomicFile;
import fil.release.JsonText;
import fil.release.handler.Answer;
import fil.release.handler.ChangeRecord;
import fil.release.handler.Outcome;
import fil.signals.SmallFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was changed, one JSON file for each change; the oldest go when there are too many. */
public final class History {
    private static final System.Logger LOG = System.getLogger(History.class.getName());
    private static final int KEPT = 200;
    private static final String ENDING = ".json";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private final Path folder;

    /** @param releases the folder of the releases */
    public History(Path releases) {
        this(releases, "history");
    }

    private History(Path releases, String name) {
        folder = releases.resolve(name);
    }

    /** What was changed by hand; kept apart, as it must not crowd out by which releases the way back goes. */
    public static History byHand(Path releases) {
        return new History(releases, "history/by-hand");
    }

    /** All that was changed, releases and by hand, the newest first. */
    public static Answer.History told(Path releases) {
        History ofReleases = new History(releases);
        History byHand = byHand(releases);
        return new Answer.History(
                merged(ofReleases.changes(), byHand.changes()),
                Stream.concat(ofReleases.damage().stream(), byHand.damage().stream())
                        .toList());
    }

    /** Each stays in its own order, which holds also where the clock was set back. */
    private static List<ChangeRecord> merged(List<ChangeRecord> ofReleases, List<ChangeRecord> byHand) {
        List<ChangeRecord> merged = new ArrayList<>();
        Deque<ChangeRecord> others = new ArrayDeque<>(byHand);
        for (ChangeRecord change : ofReleases) {
            while (!others.isEmpty() && began(others.peek()).isAfter(began(change))) {
                merged.add(others.poll());
            }
            merged.add(change);
        }
        merged.addAll(others);
        return merged;
    }

    private static Instant began(ChangeRecord change) {
        return change.began().orElse(Instant.EPOCH);
    }

    /** The file of a change that begins now. It is the newest one also when the clock was set back. */
    public Path place(Instant began) {
        List<Path> all = files();
        String newest = all.isEmpty() ? "" : name(all.get(all.size() - 1));
        String wanted = NAME.format(began);
        int length = wanted.length();
        if (wanted.compareTo(newest) <= 0) {
            int number = newest.length() > length ? Integer.parseInt(newest.substring(length + 1)) : 0;
            wanted = String.format("%s-%05d", newest.substring(0, length), number + 1);
        }
        return folder.resolve(wanted + ENDING);
    }

    /** Notes a change, over what was noted when it began. One that cannot be noted was made all the same. */
    public void note(Path file, ChangeRecord change) {
        try {
            Files.createDirectories(folder);
            AtomicFile.write(file, JsonText.of(change.values()) + "\n");
            List<Path> all = files();
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The change from " + change.from() + " to " + change.to() + " could not be noted in " + folder,
                    e);
        }
    }

    /** Notes what became of a change in whose middle the process ended. To be called while nothing is changed. */
    public void settle(String booted) {
        for (Path file : files()) {
            read(file)
                    .filter(change -> change.outcome() == Outcome.BEGUN)
                    .ifPresent(change -> note(
                            file,
                            change.ended(
                                    booted.equals(change.to()) ? Outcome.DONE : Outcome.INTERRUPTED,
                                    "the process ended in the middle of it; the next start booted " + booted)));
        }
    }

    /** A sentence for each file that is not read among the changes, the oldest first. */
    public List<String> damage() {
        List<String> damage = new ArrayList<>();
        for (Path file : files()) {
            try {
                parsed(file);
            } catch (IOException e) {
                damage.add(e.getMessage() + ".");
            }
        }
        return damage;
    }

    /** The changes, the newest first. A file that cannot be read is left out. */
    public List<ChangeRecord> changes() {
        List<ChangeRecord> changes = new ArrayList<>();
        files().forEach(file -> read(file).ifPresent(changes::add));
        Collections.reverse(changes);
        return changes;
    }

    private static Optional<ChangeRecord> read(Path file) {
        try {
            return Optional.of(parsed(file));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A change cannot be told: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static ChangeRecord parsed(Path file) throws IOException {
        try {
            return ChangeRecord.of(JsonText.parse(SmallFile.text(file, SmallFile.USUAL)))
                    .orElseThrow(() -> new IOException(damaged(file)));
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException(damaged(file), e);
        }
    }

    private static String damaged(Path file) {
        return file + " is damaged, and does not tell of a change; restore it, or move it away";
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file ->
                            file.getFileName().toString().matches("[0-9]{8}-[0-9]{6}-[0-9]{3}(-[0-9]+)?\\.json"))
                    .sorted(Comparator.comparing(History::name))
                    .toList();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The changes in " + folder + " cannot be read", e);
            return List.of();
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }
}
