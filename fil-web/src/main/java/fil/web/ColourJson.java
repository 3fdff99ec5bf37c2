package fil.web;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a colour as clients read it. By Jackson's generator: its mapper would keep what it learnt of a class of ours, and
 * so our class loader, when this bundle has long been replaced.
 */
final class ColourJson {
    private final JsonFactory factory = new JsonFactory();

    byte[] of(String colour) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("color", colour);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
