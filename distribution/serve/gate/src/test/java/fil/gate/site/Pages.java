package fil.gate.site;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with its version; slowly, with the size of an upload, or as an event stream if the path says so. */
final class Pages extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final String version;
    private final transient Queue<AsyncContext> streams = new ConcurrentLinkedQueue<>();
    private final AtomicInteger counted = new AtomicInteger();
    private volatile boolean left;

    Pages(String version) {
        this.version = version;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (left) {
            response.sendError(500, "the servlet has been left");
        } else if (path.endsWith("/events")) {
            stream(request, response);
        } else if (path.endsWith("/echo")) {
            Echo.upgrade(request, response);
        } else if (path.endsWith("/upload")) {
            say(response, version + " got " + size(request.getInputStream()));
        } else if (path.endsWith("/count")) {
            say(response, version + " counts " + counted.incrementAndGet());
        } else if (path.endsWith("/async")) {
            later(request.startAsync(), Long.parseLong(request.getParameter("ms")));
        } else if (path.endsWith("/again")) {
            again(request, response);
        } else if (path.endsWith("/slow")) {
            pause(Long.parseLong(request.getParameter("ms")));
            // a class that is not loaded before: fails if the bundle has gone meanwhile
            say(response, new Last(version).toString());
        } else {
            say(
                    response,
                    version + " " + path + (request.getQueryString() == null ? "" : "?" + request.getQueryString())
                            + " " + request.getDispatcherType());
        }
    }

    private void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        streams.add(context);
        response.getOutputStream().write("data: open\n\n".getBytes(StandardCharsets.US_ASCII));
        response.flushBuffer();
    }

    /** On a thread of its own, with a class that is not loaded before. */
    private void later(AsyncContext context, long ms) {
        context.setTimeout(0);
        new Thread(() -> {
                    try {
                        Thread.sleep(ms);
                        say((HttpServletResponse) context.getResponse(), new Last(version).toString());
                        context.complete();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .start();
    }

    /** Comes back by a dispatch of its own before it answers. */
    private void again(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute("again") != null) {
            say(response, new Last(version).toString());
            return;
        }
        request.setAttribute("again", true);
        AsyncContext context = request.startAsync();
        long ms = Long.parseLong(request.getParameter("ms"));
        new Thread(() -> {
                    pause(ms);
                    context.dispatch();
                })
                .start();
    }

    /** The bundle stops: event streams end cleanly, and whoever is still inside has been let down. */
    void leave() {
        left = true;
        streams.forEach(AsyncContext::complete);
    }

    private void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (left) {
            throw new IllegalStateException("the servlet was destroyed with a request inside");
        }
    }

    private static long size(InputStream in) throws IOException {
        long size = 0;
        byte[] block = new byte[8192];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            size += read;
        }
        return size;
    }

    private static void say(HttpServletResponse response, String text) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private record Last(String version) {}
}
