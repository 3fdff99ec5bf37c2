package fil.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was found out about files, for as long as they are as they were: same inode, size, time of the last change of
 * content and of the file itself. Thread-safe.
 *
 * @param <T> what is found out
 */
public final class FileCache<T> {
    private static final int MOST = 2_000;

    /**
     * Finds it out.
     *
     * @param <T> what is found out
     */
    @FunctionalInterface
    public interface Question<T> {
        /**
         * @param file a file
         * @return what is asked of it
         * @throws IOException if it cannot be read
         */
        T answer(Path file) throws IOException;
    }

    private record Known<T>(Map<String, Object> stamp, T answer) {}

    private final Map<Path, Known<T>> known = new ConcurrentHashMap<>();
    private final Question<T> question;

    /** @param question finds it out */
    public FileCache(Question<T> question) {
        this.question = question;
    }

    /**
     * @param file a file
     * @return what is asked of it
     * @throws IOException if it cannot be read
     */
    public T of(Path file) throws IOException {
        Map<String, Object> stamp = Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime");
        Known<T> before = known.get(file);
        if (before != null && before.stamp().equals(stamp)) {
            return before.answer();
        }
        T answer = question.answer(file);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(file, new Known<>(stamp, answer));
        return answer;
    }
}
