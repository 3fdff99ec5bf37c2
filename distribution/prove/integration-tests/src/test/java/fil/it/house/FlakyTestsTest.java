package fil.it.house;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlakyTestsTest {
    @TempDir
    Path folder;

    @Test
    void slowStartIsNamedAndPassedOver() throws IOException {
        report("java.lang.AssertionError");
        assertDoesNotThrow(this::look);
    }

    @Test
    void brokenPromiseFailsTheBuildThoughTheSecondTryPassed() throws IOException {
        report("fil.it.PromiseBroken");
        assertThrows(IllegalStateException.class, this::look);
    }

    private void look() throws Exception {
        FlakyTests.main(new String[] {folder.toString()});
    }

    /** As the test runner writes it for a test that failed once and passed then. */
    private void report(String type) throws IOException {
        Files.writeString(folder.resolve("TEST-a.xml"), """
                <testsuite name="a.B"><testcase name="c" classname="a.B">
                <flakyFailure message="1 failed" type="%s"><stackTrace>x</stackTrace></flakyFailure>
                </testcase></testsuite>""".formatted(type));
    }
}
