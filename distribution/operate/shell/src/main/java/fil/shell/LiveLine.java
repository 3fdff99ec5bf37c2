package fil.shell;

import fil.release.handler.Spectator;
import java.io.PrintStream;

/** On a terminal: the last line says what is being done, until it is done. */
final class LiveLine implements Spectator {
    private static final int AT_MOST_EVERY_MS = 100;
    private final PrintStream out;
    private final int columns;
    private final Ink ink;
    private int shown;
    private long shownAt = System.nanoTime();

    LiveLine(PrintStream out, int columns, Ink ink) {
        this.out = out;
        this.columns = columns;
        this.ink = ink;
    }

    @Override
    public synchronized void begins(String line) {
        if (shown > 0 && System.nanoTime() - shownAt < AT_MOST_EVERY_MS * 1_000_000L) {
            return;
        }
        // a line that wraps could not be taken back
        String fits = line.length() < columns ? line : line.substring(0, columns - 1);
        out.print("\r" + fits + " ".repeat(Math.max(0, shown - fits.length())));
        out.flush();
        shown = fits.length();
        shownAt = System.nanoTime();
    }

    @Override
    public synchronized void took(String line) {
        out.println("\r" + ink.step(line) + " ".repeat(Math.max(0, shown - line.length())));
        shown = 0;
    }
}
