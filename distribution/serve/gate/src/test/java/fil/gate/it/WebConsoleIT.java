package fil.gate.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A third party's bundle, with a servlet context of its own: Felix's web console, updated under load. */
class WebConsoleIT {

    private static final String PAGE = "/system/console/bundles";

    @TempDir
    Path cache;

    private House house;
    private Bundle console;

    @BeforeEach
    void start() throws Exception {
        house = new House(cache, Map.of("fil.gate.quiet", "4000", "fil.gate.wait", "15000"));
        house.gate();
        house.install("encoder").start();
        house.install("org.apache.felix.log").start();
        house.install("org.apache.felix.inventory").start();
        console = house.install("org.apache.felix.webconsole");
        console.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> page() == 200);
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    @Test
    void updateOfTheWebConsoleLosesNothing() throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        List<CompletableFuture<Map<Integer, Integer>>> clients = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> answers(running)))
                .limit(4)
                .toList();
        for (int i = 0; i < 5; i++) {
            try (InputStream jar = House.open(Path.of("target", "bundles", "org.apache.felix.webconsole.jar"))) {
                console.update(jar);
            }
            TimeUnit.MILLISECONDS.sleep(300); // the load goes on between two updates; nothing is waited for
        }
        running.set(false);
        for (CompletableFuture<Map<Integer, Integer>> client : clients) {
            Map<Integer, Integer> answers = client.get(10, TimeUnit.SECONDS);
            assertEquals(Set.of(200), answers.keySet(), () -> "answers by status: " + answers);
            assertTrue(answers.get(200) > 1, "hardly anything was asked");
        }
        assertTrue(house.statistic("replacements") >= 5, "the gate has slept");
    }

    private Map<Integer, Integer> answers(AtomicBoolean running) {
        Map<Integer, Integer> answers = new HashMap<>();
        while (running.get()) {
            int status = page();
            // the console itself says 403 as long as its own login is not there yet: its code has answered
            answers.merge(status == 403 ? 200 : status, 1, Integer::sum);
        }
        return answers;
    }

    private int page() {
        String login = Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(house.at(PAGE))
                .header("Authorization", "Basic " + login)
                .build();
        try {
            return house.client()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -2;
        }
    }

    @Test
    void consoleStillAsksForALogin() throws Exception {
        assertEquals(401, house.get(PAGE).statusCode());
    }
}
