package fil.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client's session goes on whatever is replaced; what only the former version of a bundle knew is dropped, and told. */
class SessionsIT {
    private static final String CART = """
            package it.cart;
            import jakarta.servlet.http.*;
            import java.util.*;
            import org.osgi.service.component.annotations.Component;
            @Component(service = jakarta.servlet.Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/cart/*")
            public class Cart extends HttpServlet {
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                    HttpSession session = request.getSession(true);
                    Integer count = (Integer) session.getAttribute("count");
                    session.setAttribute("count", count == null ? 1 : count + 1);
                    List<Item> items = (List<Item>) session.getAttribute("items");
                    items = items == null ? new ArrayList<>() : items;
                    items.add(new Item());
                    session.setAttribute("items", items);
                    int own = 0;
                    for (Item item : items) {
                        own += item.one;
                    }
                    response.getWriter().print(session.getAttribute("count") + " " + own);
                }
            }
            """;
    private static final String ITEM = """
            package it.cart;
            public class Item implements java.io.Serializable {
                int one = 1;
            }
            """;

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private Installation installation;

    @BeforeEach
    void start() {
        installation = Installation.of(Archives.A).start();
    }

    @AfterEach
    void end() {
        installation.close();
    }

    private Path jar(String version) {
        return Bundles.compile(
                installation.beside().resolve("cart-" + version + ".jar"),
                Map.of("Bundle-SymbolicName", "it.cart", "Bundle-Version", version, "Private-Package", "it.cart"),
                CART,
                ITEM);
    }

    private HttpResponse<String> ask() throws Exception {
        return client.send(
                HttpRequest.newBuilder(installation.web().uri("/cart/")).build(), HttpResponse.BodyHandlers.ofString());
    }

    private interface Change {
        void make();
    }

    @Test
    void sessionGoesOnWhateverIsReplaced() throws Exception {
        Path next = jar("2.0.0");
        installation.eval("felix:start '" + jar("1.0.0").toUri() + "'").ends(0);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ask().statusCode() == 200);
        int count = Integer.parseInt(ask().body().split(" ")[0]);
        assertEquals(++count + " " + count, ask().body());
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put(
                "update",
                () -> installation.eval("update it.cart '" + next.toUri() + "'").ends(0));
        changes.put("refresh of the server", () -> installation
                .eval("refresh org.apache.felix.http.servlet-api")
                .ends(0));
        changes.put("takeover", installation::handOver);
        changes.put("kill", () -> {
            installation.kill();
            installation.start();
        });
        for (Map.Entry<String, Change> change : changes.entrySet()) {
            change.getValue().make();
            HttpResponse<String> after = ask();
            assertEquals("200: " + ++count + " 1", after.statusCode() + ": " + after.body(), change.getKey());
            assertEquals(++count + " 2", ask().body(), change.getKey() + ": its own class is kept while it is there");
        }
    }
}
