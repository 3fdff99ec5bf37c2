package fil.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void whatAFileLacksIsSaidInWords() {
        NoSuchFileException gone = Assertions.assertThrows(
                NoSuchFileException.class, () -> Files.readString(Path.of("no such folder", "file")));
        assertEquals("it is not there, or its folder is not", Reason.ofFile(gone));
        assertEquals(System.getProperty("user.name") + " may not", Reason.ofFile(new AccessDeniedException("file")));
        assertEquals(
                "Read-only file system", Reason.ofFile(new FileSystemException("file", null, "Read-only file system")));
        assertEquals("java.io.IOException: odd", Reason.ofFile(new IOException("odd")));
    }

    @Test
    void aFullDiskIsToldWithWhatIsFullAndWhatToDo() {
        Path home = Path.of("/opt/fil");
        String full = "No space left on device";
        assertEquals(
                "the disk is full: run/served cannot be written; make room in /opt/fil, or remove an old release, and try again",
                Reason.told(new FileSystemException("run/served", null, full), home));
        assertEquals(
                Reason.told(new FileSystemException("run/served", null, full), home),
                Reason.told(new FileSystemException("what is copied", "run/served", full), home));
        String ofAnOpenFile = Reason.told(new IOException(full), home);
        assertEquals(
                "the disk is full: nothing can be written in /opt/fil; make room in /opt/fil, or remove an old release, and try again",
                ofAnOpenFile);
        assertEquals(ofAnOpenFile, Reason.told(new IOException("Disk quota exceeded"), home));
        assertEquals(
                "run/served: Read-only file system",
                Reason.told(new FileSystemException("run/served", null, "Read-only file system"), home));
        assertEquals("odd", Reason.told(new IOException("odd"), home));
        assertEquals("java.io.IOException", Reason.told(new IOException(), home));
    }
}
