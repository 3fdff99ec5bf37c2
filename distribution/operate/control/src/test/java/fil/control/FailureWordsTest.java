package fil.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands print of exceptions. */
class FailureWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "java.lang.IllegalArgumentException: There is no bundle 'a'. | There is no bundle 'a'.",
                "cat: java.nio.file.NoSuchFileException: /none | cat: no such file: /none",
                "sleep: java.lang.NumberFormatException: For input string: \"x\" | sleep: 'x' is no number.",
                "java.lang.Exception | The command failed and does not say why (exception).",
                "java.lang.IllegalArgumentException: Cannot coerce log() to any of [(int)] "
                        + "| 'log' does not take these arguments; bin/fil eval 'help log' says what it takes.",
                "org.apache.felix.gogo.runtime.CommandNotFoundException: Command not found: a "
                        + "| There is no command 'a'; bin/fil eval help lists them.",
                "the log has a java.lang.Exception: so | the log has a java.lang.Exception: so",
                "java.lang.Object@12 | java.lang.Object@12"
            })
    void exceptionBecomesASentenceAndAllElseStays(String printed, String words) {
        assertEquals(words, FailureWords.in(printed));
        assertEquals("\u001B[31m" + words + "\u001B[0m\r\n", FailureWords.in("\u001B[31m" + printed + "\u001B[0m\r\n"));
    }
}
