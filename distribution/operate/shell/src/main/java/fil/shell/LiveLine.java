package fil.shell;

import fil.release.handler.ChangeEvent;
import fil.release.handler.ChangeListener;
import fil.shell.text.EventText;
import fil.shell.text.Ink;
import java.io.PrintStream;

/** On a terminal: the last line says what is being done, until it is done. */
final class LiveLine implements ChangeListener {
    private static final int AT_MOST_EVERY_MS = 100;
    private final PrintStream out;
    private final int columns;
    private final EventText words;
    private int shown;
    private long shownAt = System.nanoTime();

    LiveLine(PrintStream out, int columns, EventText words) {
        this.out = out;
        this.columns = columns;
        this.words = words;
    }

    @Override
    public synchronized void heard(ChangeEvent event) {
        words.goesOn(event).ifPresent(this::goesOn);
        words.done(event).ifPresent(this::done);
    }

    private void goesOn(String line) {
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

    private void done(String line) {
        out.println("\r" + line + " ".repeat(Math.max(0, shown - Ink.width(line))));
        shown = 0;
    }
}
