package fil.web;

import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The head of an answer, encoded once, with the headers that keep a browser to what the page needs. It goes straight to
 * Jetty's fields: through the servlet API each field is made and encoded for each request, and Jetty respells the type.
 */
final class Head {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpFields fields;

    private Head(HttpFields fields) {
        this.fields = fields;
    }

    static Head of(String type, String caching) {
        return new Head(HttpFields.from(
                new PreEncodedHttpField("Content-Type", type),
                new PreEncodedHttpField("Cache-Control", caching),
                new PreEncodedHttpField("Content-Security-Policy", POLICY),
                new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
                new PreEncodedHttpField("X-Frame-Options", "DENY"),
                new PreEncodedHttpField("Referrer-Policy", "no-referrer")));
    }

    Head with(String name, String value) {
        return new Head(HttpFields.build(fields)
                .add(new PreEncodedHttpField(name, value))
                .asImmutable());
    }

    void writeTo(HttpServletResponse response) {
        fieldsOf(response).add(fields);
    }

    /** For what went wrong: others may have written their heads before. */
    void writeOver(HttpServletResponse response) {
        fields.forEach(fieldsOf(response)::put);
    }

    private static HttpFields.Mutable fieldsOf(HttpServletResponse response) {
        return ServletContextResponse.getServletContextResponse(response)
                .getResponse()
                .getHeaders();
    }
}
