package fil.benchmarks;

import java.io.IOException;

/** Takes an installation from 1986.a to 1986.b and back, over and over. */
final class Upgrades {
    private final Shell shell;
    private boolean upgraded;

    private Upgrades(Shell shell) {
        this.shell = shell;
    }

    /** Unpacks 1986.b in the installation; nothing is changed yet. */
    static Upgrades prepare(Settings settings, Installation fil) throws IOException, InterruptedException {
        fil.fil("unpack", settings.archive("1986.b").toString());
        return new Upgrades(fil.shell());
    }

    /** The release that the next change goes to. */
    String next() {
        return upgraded ? "1986.a" : "1986.b";
    }

    void change() throws IOException {
        String release = next();
        String printed = shell.run("fil:upgrade " + release);
        upgraded = !upgraded;
        String versions = shell.run("fil:versions");
        if (versions.lines().noneMatch(line -> line.contains(release) && line.contains("permanent"))) {
            throw new IOException("the upgrade to " + release + " failed: " + printed.strip());
        }
    }

    String last() throws IOException {
        String history = shell.run("fil:history");
        return history.strip();
    }
}
