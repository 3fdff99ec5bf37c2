package fil.release.pack;

import fil.signals.SmallFile;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.johnzon.core.JsonProviderImpl;

/** JSON in files, with all that is in it, in its order. */
final class JsonFile {
    static final JsonProvider JSON = new JsonProviderImpl();
    private static final int LARGEST = 16 << 20;

    private JsonFile() {}

    static JsonObject read(Path file) throws IOException {
        try (JsonReader reader = JSON.createReader(new StringReader(SmallFile.text(file, LARGEST)))) {
            return reader.readObject();
        } catch (JsonException | ClassCastException e) {
            throw new IOException(file.getFileName() + " is no JSON object: " + e.getMessage(), e);
        }
    }

    static void write(Path file, JsonObject value) throws IOException {
        try (JsonWriter writer = JSON.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(value);
        }
    }
}
