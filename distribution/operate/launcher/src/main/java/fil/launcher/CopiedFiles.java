package fil.launcher;

import fil.signals.SystemName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a new process has read of the old one's files, and whether somebody has changed them since: that would be lost. */
final class CopiedFiles {
    private static final List<Path> SETTINGS =
            List.of(Path.of(SystemName.SETTINGS), Path.of("releases", "status.properties"));
    private static final String LOCK = "cache.lock";
    private static final Pattern DATA = Pattern.compile("bundle(\\d{1,18})/data(/.*)?");

    private final Path cache;
    private final Path copy;
    private final Map<Path, String> then;

    /**
     * To be made before the copy is: what changes while it is made has changed.
     *
     * @param copy where the copy will be
     */
    CopiedFiles(Path cache, Path copy) throws IOException {
        this.cache = cache;
        this.copy = copy;
        this.then = look();
    }

    /** @return the bundles that have written into their data since they were copied */
    Set<Long> written() throws IOException {
        Set<Long> bundles = new TreeSet<>();
        changed().forEach(file -> writer(file).ifPresent(bundles::add));
        return bundles;
    }

    /** Once more, while this bundle does not run on the copy. */
    void copyData(long bundle) throws IOException {
        Path data = Path.of("bundle" + bundle, "data");
        Map<Path, String> now = look();
        now.keySet().removeIf(it -> !it.startsWith(cache.resolve(data)));
        then.keySet().removeIf(it -> it.startsWith(cache.resolve(data)));
        then.putAll(now);
        if (Files.exists(cache.resolve(data)) || Files.exists(copy.resolve(data))) {
            CacheFolder.copy(cache.resolve(data), copy.resolve(data));
        }
    }

    /**
     * Looks once more.
     *
     * @param copiedLater whether the data of a bundle are copied once nobody can write them
     * @param name the name of a bundle
     * @throws StartRefused if something is not as it was
     */
    void requireUnchanged(LongPredicate copiedLater, LongFunction<String> name) throws StartRefused, IOException {
        Set<Path> changed = changed();
        changed.removeIf(
                it -> writer(it).filter(bundle -> copiedLater.test(bundle)).isPresent());
        if (changed.isEmpty()) {
            return;
        }
        Path first = changed.iterator().next();
        String more = changed.size() == 1 ? "" : " and " + (changed.size() - 1) + " more";
        throw new StartRefused(
                ExitCode.FAILED,
                writer(first)
                        .map(bundle -> "the bundle " + name.apply(bundle) + " writes all the time (" + first + more
                                + "), and what it writes while the processes change would be lost. Stop it meanwhile"
                                + " (" + SystemName.PROGRAM + " eval 'felix:stop " + bundle + "'), or use "
                                + SystemName.PROGRAM + " restart; or let it say"
                                + " Provide-Capability: fil.role;fil.role=exclusive, so that the old process stops it before"
                                + " its data are copied for the last time.")
                        .orElse("what the new process has copied was changed meanwhile (" + first + more
                                + "); nothing is lost, try again."));
    }

    private Optional<Long> writer(Path file) {
        if (!file.startsWith(cache)) {
            return Optional.empty();
        }
        Matcher data = DATA.matcher(cache.relativize(file).toString());
        return data.matches() ? Optional.of(Long.parseLong(data.group(1))) : Optional.empty();
    }

    /** What has come, gone, or become another. */
    private Set<Path> changed() throws IOException {
        Map<Path, String> now = look();
        Map<Path, String> gone = new TreeMap<>(then);
        now.forEach((file, state) -> gone.remove(file, state));
        now.entrySet().removeAll(then.entrySet());
        gone.putAll(now);
        return gone.keySet();
    }

    private Map<Path, String> look() throws IOException {
        Map<Path, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(cache)) {
            Stream.concat(files, SETTINGS.stream())
                    .filter(it -> !it.endsWith(LOCK))
                    .forEach(it -> put(all, it));
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e.getCause();
            }
        }
        return all;
    }

    private static void put(Map<Path, String> all, Path file) {
        try {
            if (Files.isRegularFile(file)) {
                all.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        } catch (NoSuchFileException e) {
            all.remove(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
