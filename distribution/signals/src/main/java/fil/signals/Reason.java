package fil.signals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** What the code itself said when something failed: the innermost cause, in one line. */
public final class Reason {
    private static final String CAUSED = "Caused by: ";

    private Reason() {}

    /**
     * Finds the innermost cause in a printed stack trace, as Declarative Services tells why a component failed.
     *
     * @param trace a stack trace as text; may be null
     * @return the line of its innermost cause
     */
    public static String of(String trace) {
        return trace == null
                ? "no reason given"
                : trace.lines()
                        .filter(Predicate.not(line -> line.startsWith("\t")))
                        .reduce((outer, inner) -> inner)
                        .map(line -> line.startsWith(CAUSED) ? line.substring(CAUSED.length()) : line)
                        .orElse("no reason given");
    }

    /**
     * Tells what a framework says of a failure, and what the bundle's own code said if that is where it comes from.
     *
     * @param failure a failure
     * @return its message, with its innermost cause
     */
    public static String of(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner == failure ? failure.getMessage() : failure.getMessage() + " (" + inner + ")";
    }

    /**
     * Tells why a file cannot be had, in words; which file it is says the sentence around it.
     *
     * @param failure of a file or folder
     * @return a part of a sentence
     */
    public static String ofFile(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it is not there, or its folder is not";
        }
        if (failure instanceof AccessDeniedException) {
            return System.getProperty("user.name") + " may not";
        }
        boolean told = failure instanceof FileSystemException of && of.getReason() != null;
        return told ? ((FileSystemException) failure).getReason() : String.valueOf(failure);
    }

    /**
     * Tells what failed, and of a disk that is full what to do.
     *
     * @param failure of a file or folder
     * @param place where the files lie; named where the failure names none
     * @return a sentence without its end
     */
    public static String told(IOException failure, Path place) {
        Optional<String> file = failure instanceof FileSystemException of
                ? Optional.ofNullable(of.getOtherFile()).or(() -> Optional.ofNullable(of.getFile()))
                : Optional.<String>empty();
        if (isFull(failure)) {
            return "the disk is full: "
                    + file.map(it -> it + " cannot be written").orElse("nothing can be written in " + place)
                    + "; make room in " + place + ", or remove an old release, and try again";
        }
        return file.map(it -> it + ": " + ofFile(failure))
                .orElseGet(() -> failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    /** The operating system says it in these words; where it says of no file, they are all of the message. */
    private static boolean isFull(IOException failure) {
        String said = String.valueOf(failure instanceof FileSystemException of ? of.getReason() : failure.getMessage());
        return said.endsWith("No space left on device") || said.endsWith("Disk quota exceeded");
    }
}
