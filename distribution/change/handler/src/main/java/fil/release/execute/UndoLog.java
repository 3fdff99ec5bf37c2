package fil.release.execute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/** What must be done to take everything back: registered before each step, done last in first out, all of it. */
final class UndoLog {
    private record Entry(String what, long bytes, Platform.Undo undo) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Ballast ballast;

    UndoLog(Ballast ballast) {
        this.ballast = ballast;
    }

    /**
     * @param what what the undo does, as a part of a sentence
     * @param undo what takes the step back; must bear that the step was not taken, or half
     */
    void register(String what, Platform.Undo undo) {
        register(what, 0, undo);
    }

    /**
     * @param what what the undo does, as a part of a sentence
     * @param bytes of code that it writes
     * @param undo what takes the step back
     */
    void register(String what, long bytes, Platform.Undo undo) {
        entries.push(new Entry(what, bytes, undo));
    }

    /**
     * Takes everything back. An undo that fails does not stop the others.
     *
     * @param told hears what is undone next and how the one before went: empty, or why it failed
     * @return what could not be undone, in sentences without an end
     */
    List<String> undo(BiConsumer<String, String> told) {
        List<String> left = new ArrayList<>();
        while (!entries.isEmpty()) {
            Entry entry = entries.pop();
            ballast.give(entry.bytes());
            try {
                entry.undo().run();
                told.accept(entry.what(), "");
            } catch (Exception | LinkageError e) {
                String why = entry.what() + ": " + Failure.words(e);
                left.add(why);
                told.accept(entry.what(), Failure.words(e));
            }
        }
        return left;
    }
}
