package fil.it;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A bundle of somebody else, with a servlet under {@code /shop/}, part of whose code is loaded late. */
public final class Shop {
    private static final String SHOP = """
            package it.shop;
            import jakarta.servlet.http.*;
            import org.osgi.service.component.annotations.Component;
            @Component(service = jakarta.servlet.Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/shop/*")
            public class Shop extends HttpServlet {
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                    if ("/slow".equals(request.getPathInfo())) {
                        java.nio.file.Path go = java.nio.file.Path.of(request.getHeader("X-Until"));
                        java.nio.file.Files.createFile(go.resolveSibling(go.getFileName() + ".inside"));
                        for (int i = 0; i < 100 && !java.nio.file.Files.exists(go); i++) {
                            try {
                                Thread.sleep(20);
                            } catch (InterruptedException e) {
                                throw new java.io.InterruptedIOException();
                            }
                        }
                    }
                    response.getWriter().print(new Later().name());
                }
                protected void doPut(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                    long length = 0;
                    byte[] buffer = new byte[8192];
                    for (int n = request.getInputStream().read(buffer); n >= 0; n = request.getInputStream().read(buffer)) {
                        length += n;
                    }
                    response.getWriter().print(length);
                }
            }
            """;
    private static final String LATER = """
            package it.shop;
            class Later {
                String name() { return "shop %s"; }
            }
            """;

    private Shop() {}

    /** Installs and starts the first version; when this returns it serves. */
    public static void openIn(Installation installation) {
        installation
                .eval("felix:start '" + jar(installation.beside(), "1.0.0").toUri() + "'")
                .ends(0);
        await("the shop")
                .atMost(Duration.ofSeconds(30))
                .until(() -> installation.web().ask("GET", "/shop/").statusCode() == 200);
    }

    /** The bundle {@code it.shop} in a version, made in a folder once. */
    public static Path jar(Path folder, String version) {
        Path jar = folder.resolve("shop-" + version + ".jar");
        return jar.toFile().exists()
                ? jar
                : Bundles.compile(
                        jar,
                        Map.of(
                                "Bundle-SymbolicName",
                                "it.shop",
                                "Bundle-Version",
                                version,
                                "Private-Package",
                                "it.shop"),
                        SHOP,
                        LATER.formatted(version));
    }
}
