package fil.it.load;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.Offers;
import fil.it.PromiseBroken;
import fil.it.Shop;
import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bundle is replaced by hand, its requests wait and none is lost; what is in flight finishes. */
class ReplacedUnderLoadIT {
    private static Installation installation;

    @BeforeAll
    static void start() {
        installation = Installation.of(Archives.A)
                .with("FIL_HTTP_BODY", "8000000")
                .with("FIL_HTTP_PATIENCE", "60000")
                .with("FIL_WEB_WAIT", "30000")
                .start();
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void webBundle(boolean fresh) {
        losesNothing(plan(fresh), () -> again("fil.web"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void contractsAndTheWiringsToThem(boolean fresh) {
        losesNothing(plan(fresh), () -> {
            again("fil.api");
            installation
                    .eval("felix:refresh " + installation.bundle("fil.api").group(1))
                    .ends(0);
        });
        assertEquals(
                "1986.0.0.a",
                installation.state("fil.fsm", "colour").path("version").asString());
    }

    @Test
    void whoWaitsForAColourWaitsOnForTheNextWeb() throws Exception {
        String machine = installation.bundle("fil.fsm").group(1);
        // what is typed here takes its time on a busy machine, and the request is not to give up meanwhile
        installation.fil("config", "web.wait", "60000").ends(0);
        installation.fil("config", "web.grace", "600000").ends(0);
        installation.eval("felix:stop " + machine).ends(0);
        AtomicReference<CompletableFuture<HttpResponse<String>>> last = new AtomicReference<>();
        await("the colour has run out").atMost(Duration.ofSeconds(20)).until(() -> {
            last.set(asked(request("/which-color.json")));
            TimeUnit.MILLISECONDS.sleep(500);
            return !last.get().isDone();
        });
        again("fil.web");
        installation.eval("felix:start " + machine).ends(0);
        assertEquals(200, last.get().get(90, TimeUnit.SECONDS).statusCode(), installation::log);
        installation.fil("config", "web.wait", "5000").ends(0);
        installation.fil("config", "web.grace", "10000").ends(0);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(installation.web().uri(path));
    }

    private static CompletableFuture<HttpResponse<String>> asked(HttpRequest.Builder request) {
        return HttpClient.newHttpClient().sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void bundleOfSomebodyElse() throws Exception {
        Shop.openIn(installation);
        losesNothing(plan(false).asking("/shop/", "/which-color.json"), () -> {
            installation.updateFrom("it.shop", shop("1.1.0").toUri().toString()).ends(0);
            installation.updateFrom("it.shop", shop("1.0.0").toUri().toString()).ends(0);
        });
        uninstall();
    }

    @Test
    void bundlesFromARepository() throws Exception {
        Shop.openIn(installation);
        Path web = installation.jar("fil.web");
        Path newer = Bundles.copy(
                web, installation.beside().resolve("web-1.0.1.jar"), Map.of("Bundle-Version", "1.0.1"), Map.of());
        Offers.to(
                installation,
                Offers.of("fil.web", "1.0.0", web),
                Offers.of("fil.web", "1.0.1", newer),
                Offers.of("it.shop", "1.0.0", shop("1.0.0")),
                Offers.of("it.shop", "1.1.0", shop("1.1.0")));
        losesNothing(plan(false).asking("/shop/", "/", "/which-color.json"), () -> {
            deploy("fil.web", "1.0.0", "1.0.1");
            deploy("it.shop", "1.0.0", "1.1.0");
            deploy("fil.web", "1.0.1", "1.0.0");
            deploy("it.shop", "1.1.0", "1.0.0");
        });
        uninstall();
    }

    private static void deploy(String name, String from, String to) {
        installation
                .eval("obr:deploy -s " + name + "@" + to)
                .ends(0)
                .says(name + " " + from + " was replaced by " + to);
    }

    @Test
    void slowRequestInFlightFinishesOnTheOldCode() throws Exception {
        Shop.openIn(installation);
        Path go = installation.beside().resolve("go" + System.nanoTime());
        CompletableFuture<HttpResponse<String>> slow =
                asked(request("/shop/slow").header("X-Until", go.toString()));
        await("the request is inside")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        go.resolveSibling(go.getFileName() + ".inside").toFile().exists());
        installation.updateFrom("it.shop", shop("1.1.0").toUri().toString()).ends(0);
        go.toFile().createNewFile();
        HttpResponse<String> answer = slow.get(30, TimeUnit.SECONDS);
        assertEquals("200 shop 1.0.0", answer.statusCode() + " " + answer.body());
        assertEquals("shop 1.1.0", installation.web().ask("GET", "/shop/").body());
        uninstall();
    }

    @Test
    void uploadInFlightArrivesWhole() throws Exception {
        Shop.openIn(installation);
        SlowBody body = new SlowBody(3_000_000);
        CompletableFuture<HttpResponse<String>> upload =
                asked(request("/shop/up").PUT(HttpRequest.BodyPublishers.ofInputStream(() -> body)));
        await("the upload is under way").atMost(Duration.ofSeconds(20)).until(body::isHalfRead);
        again("fil.templates");
        again("fil.fsm");
        body.goOn();
        HttpResponse<String> answer = upload.get(30, TimeUnit.SECONDS);
        assertEquals("200 3000000", answer.statusCode() + " " + answer.body(), installation::log);
        uninstall();
    }

    @Test
    void openEventStreamGoesOn() throws Exception {
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(installation.web().uri("/events"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, stream.statusCode());
        EventReader events = new EventReader(stream.body());
        events.awaitOneMore();
        again("fil.fsm");
        again("fil.templates");
        events.awaitOneMore();
        events.close();
    }

    private static LoadPlan plan(boolean fresh) {
        LoadPlan plan = LoadPlan.of(installation.web().uri("")).atRate(200);
        return fresh ? plan.withFreshConnections() : plan;
    }

    private static void losesNothing(LoadPlan plan, Runnable change) {
        try (Load load = Load.start(plan)) {
            for (int round = 0; round < 3; round++) {
                change.run();
            }
            Report report = load.stop();
            PromiseBroken.unlessAllIsKept(report, installation);
            assertTrue(report.answered() > 0, report::text);
        }
    }

    /** Updates a bundle with the very same jar. */
    private static void again(String symbolicName) {
        installation
                .updateFrom(symbolicName, installation.jar(symbolicName).toUri().toString())
                .ends(0);
    }

    private static void uninstall() {
        installation
                .eval("felix:uninstall " + installation.bundle("it.shop").group(1))
                .ends(0);
    }

    private static Path shop(String version) {
        return Shop.jar(installation.beside(), version);
    }
}
