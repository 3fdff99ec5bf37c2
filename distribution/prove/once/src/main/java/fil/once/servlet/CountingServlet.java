package fil.once.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * Writes down each request that it begins, by the id that the path ends with, and answers with that id over and over. The query
 * says how: {@code how=async|dispatch|chunks|plain}, and after how many ms.
 */
final class CountingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ID = "once.id";
    private static final String AGAIN = "once.again";
    private static final int REPEATED = 40;

    private final transient Path file;
    private final String version;

    CountingServlet(Path file, String version) {
        this.file = file;
        this.version = version;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(AGAIN) != null) {
            answer(request, response);
            return;
        }
        String id = request.getPathInfo().substring(1);
        if (id.isEmpty()) {
            // what looks whether somebody answers here is no request of a client
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        Files.writeString(file, id + " " + version + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        request.setAttribute(ID, id);
        request.setAttribute(AGAIN, read(request.getInputStream()));
        String how = request.getParameter("how");
        if (how.equals("async") || how.equals("dispatch")) {
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            new Thread(() -> goOn(context, how)).start();
        } else {
            pause(request);
            answer(request, response);
        }
    }

    private void goOn(AsyncContext context, String how) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        pause(request);
        if (how.equals("dispatch")) {
            context.dispatch();
            return;
        }
        try {
            answer(request, (HttpServletResponse) context.getResponse());
            context.complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = String.valueOf(request.getAttribute(ID));
        response.setHeader("X-Once", id);
        response.setHeader("X-Body", String.valueOf(request.getAttribute(AGAIN)));
        response.setContentType("text/plain");
        byte[] text = ((id + "\n").repeat(REPEATED)).getBytes(StandardCharsets.US_ASCII);
        OutputStream out = response.getOutputStream();
        if ("chunks".equals(request.getParameter("how"))) {
            out.write(text, 0, text.length / 2);
            response.flushBuffer();
            out.write(text, text.length / 2, text.length - text.length / 2);
        } else {
            response.setContentLength(text.length);
            out.write(text);
        }
    }

    private static String read(InputStream in) throws IOException {
        CRC32 sum = new CRC32();
        byte[] block = new byte[4096];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            sum.update(block, 0, read);
        }
        return Long.toHexString(sum.getValue());
    }

    private static void pause(HttpServletRequest request) {
        try {
            Thread.sleep(Long.parseLong(request.getParameter("ms")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
