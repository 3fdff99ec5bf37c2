package fil.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStoreTest {
    @TempDir
    private Path home;

    @Test
    void aFeatureIsReadOnceAsLongAsItsFileIsAsItWas() throws IOException {
        ReleaseStore store = new ReleaseStore(home);
        for (String name : new String[] {"1", "2"}) {
            Files.createDirectories(store.layout().feature(name).getParent());
            write(store, name, "");
        }
        Release first = store.release("1");
        assertSame(first, store.release("1"));
        assertSame(first, store.readable().get("1"));
        write(store, "1", ",\"title\":\"other\"");
        assertNotSame(first, store.release("1"));
        Files.writeString(store.layout().feature("1"), "{");
        assertThrows(ReleaseException.class, () -> store.release("1"));
        assertEquals(Set.of("2"), store.readable().keySet());
        write(store, "1", "");
        assertEquals(first, store.release("1"));
        Files.delete(store.layout().feature("1"));
        assertThrows(ReleaseException.class, () -> store.release("1"));
    }

    private static void write(ReleaseStore store, String name, String more) throws IOException {
        Files.writeString(
                store.layout().feature(name),
                "{\"feature-resource-version\":\"1.0\",\"id\":\"fil:fil:" + name + "\"" + more + "}");
    }
}
