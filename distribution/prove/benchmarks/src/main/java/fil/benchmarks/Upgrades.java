package fil.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Takes an installation from 1986.a to 1986.b and back, over and over. */
final class Upgrades {
    private final BenchmarkInstallation fil;
    private boolean upgraded;

    private Upgrades(BenchmarkInstallation fil) {
        this.fil = fil;
    }

    /** Unpacks 1986.b in the installation; nothing is changed yet. */
    static Upgrades prepare(BenchmarkSettings settings, BenchmarkInstallation fil)
            throws IOException, InterruptedException {
        fil.fil("unpack", settings.archive("1986.b").toString());
        return new Upgrades(fil);
    }

    /** The release that the next change goes to. */
    String next() {
        return upgraded ? "1986.a" : "1986.b";
    }

    /** Throws if it was not done. */
    void change() throws IOException {
        fil.shell().run("fil:upgrade " + next());
        upgraded = !upgraded;
    }

    /** What the release handler noted of the last changes. */
    List<Noted> last(int count) throws IOException {
        return last(fil, count);
    }

    /** What the release handler of an installation noted of the last changes. */
    static List<Noted> last(BenchmarkInstallation fil, int count) throws IOException {
        try (Stream<Path> files = Files.list(fil.history())) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            return sorted.stream()
                    .skip(Math.max(0, sorted.size() - count))
                    .map(Upgrades::read)
                    .toList();
        }
    }

    private static Noted read(Path file) {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            JsonObject change = reader.readObject();
            return new Noted(change.getInt("tookMs"), change.getInt("cutOverMs"), change.getInt("stoppedMs"));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /**
     * One change in milliseconds.
     *
     * @param took from its begin to its commit
     * @param cutOver from its begin to the moment clients see the new release
     * @param stopped the part of it in which a bundle was stopped
     */
    record Noted(double took, double cutOver, double stopped) {}
}
