package fil.connector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFolderTest {

    private static final KeptSession.Times TIMES = new KeptSession.Times(1, 2, 3, 4);

    @TempDir
    Path home;

    private Path place;
    private SessionFolder folder;

    @BeforeEach
    void create() {
        place = home.resolve("sessions");
        folder = new SessionFolder(place, 1_000, 3);
    }

    private static SessionFolder.Entry entry(int size) {
        return new SessionFolder.Entry(TIMES, 5, Map.of("a", new byte[size]));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        assertEquals(SessionFolder.Kept.YES, folder.write("node0x1", entry(3)));
        SessionFolder.Entry read = folder.read("node0x1").orElseThrow();
        assertEquals(TIMES, read.times());
        assertEquals(5, read.expiry());
        assertArrayEquals(new byte[3], read.attributes().get("a"));
        assertEquals(Set.of("node0x1"), folder.ids());
        assertTrue(folder.delete("node0x1"));
        assertEquals(Set.of(), folder.ids());
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        folder.write("node0x1", entry(3));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("node0x1.session"))));
    }

    @Test
    void idThatAClientMadeUpNamesNoFile() throws IOException {
        Files.write(home.resolve("secret.session"), new byte[8]);
        for (String id : new String[] {"../secret", "", ".", "a/b", "a\0b", "x".repeat(300)}) {
            assertTrue(folder.read(id).isEmpty(), id);
            assertFalse(folder.delete(id), id);
        }
    }

    @Test
    void tooLargeOneIsNotKeptAndItsFormerStateNeither() throws IOException {
        folder.write("one", entry(10));
        assertEquals(SessionFolder.Kept.TOO_LARGE, folder.write("one", entry(1_000)));
        assertTrue(folder.read("one").isEmpty());
    }

    @Test
    void thereAreNeverMoreThanPlaces() throws IOException {
        assertEquals(Set.of(), folder.ids(), "nobody has a session");
        for (String id : new String[] {"a", "b", "c"}) {
            assertEquals(SessionFolder.Kept.YES, folder.write(id, entry(1)));
        }
        assertEquals(SessionFolder.Kept.NO_ROOM, folder.write("d", entry(1)));
        assertEquals(SessionFolder.Kept.YES, folder.write("a", entry(2)), "it has a place");
        // as another process does that shares the folder
        Files.delete(place.resolve("b.session"));
        assertEquals(Set.of("a", "c"), folder.ids());
        assertEquals(SessionFolder.Kept.YES, folder.write("d", entry(1)));
        folder.delete("a");
        assertEquals(SessionFolder.Kept.YES, folder.write("e", entry(1)));
        assertEquals(Set.of("c", "d", "e"), folder.ids());
    }

    @Test
    void fileThatIsCutOffIsNamedAsSuch() throws IOException {
        folder.write("one", entry(10));
        Path file = place.resolve("one.session");
        byte[] all = Files.readAllBytes(file);
        for (int length = 0; length < all.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(all, length));
            assertThrows(IOException.class, () -> folder.read("one"), "of " + length + " bytes");
        }
    }
}
