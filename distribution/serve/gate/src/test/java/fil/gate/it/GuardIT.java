package fil.gate.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import fil.signals.Hold;
import jakarta.servlet.Filter;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** Whatever becomes of the bundle with the login: nobody comes by without a token. */
class GuardIT {

    @TempDir
    Path cache;

    private House house;
    private Bundle login;
    private String path;
    private String kindOfLogin;

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    private void start(String kind, String quiet, String wait) throws Exception {
        kindOfLogin = kind;
        Map<String, String> patient = Map.of("fil.gate.quiet", quiet, "fil.gate.wait", wait);
        house = House.withHeldSocket(cache, House.freePort(), patient);
        login = house.start("login", jar(kind, "1.0.0", Map.of()));
        boolean inContext = kind.equals("context");
        house.start(
                "secret",
                Jar.site(
                        "secret",
                        "1.0.0",
                        "/secret/*",
                        inContext ? Map.of("Site-Context", "(osgi.http.whiteboard.context.name=guarded)") : Map.of()));
        path = inContext ? "/guarded/secret/a" : "/secret/a";
        house.untilServing(path + "?token");
        assertEquals(401, house.get(path).statusCode());
    }

    private static InputStream jar(String kind, String version, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Site-Login", kind);
        return Jar.site("login", version, "", headers);
    }

    private interface Change {
        void make() throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprocessor", "filter", "context"})
    void whileALoginIsReplacedItsRequestsWait(String kind) throws Exception {
        start(kind, "8000", "15000");
        Map<String, Change> ways = new LinkedHashMap<>();
        ways.put("update", () -> login.update(jar(kind, "2.0.0", Map.of())));
        ways.put("refresh", () -> refresh(List.of(login)));
        ways.put("downgrade", () -> login.update(jar(kind, "1.0.0", Map.of())));
        ways.put("stop, update, start", () -> {
            login.stop();
            login.update(jar(kind, "3.0.0", Map.of()));
            login.start();
        });
        ways.put("uninstall, install", () -> {
            login.uninstall();
            login = house.start("another place", jar(kind, "4.0.0", Map.of()));
        });
        ways.put("with the gate, which is there first", this::replaceWithTheGate);
        ways.put("new server", () -> refresh(List.of(house.bundle("org.apache.felix.http.jetty12"))));
        for (Map.Entry<String, Change> way : ways.entrySet()) {
            try (Load without = Load.start(plan(path));
                    Load with = Load.start(plan(path + "?token"))) {
                for (int i = 0; i < 2; i++) {
                    way.getValue().make();
                    TimeUnit.MILLISECONDS.sleep(100); // the load goes on between two changes; nothing is waited for
                }
                Report refused = without.stop();
                assertEquals(Set.of("status 401"), refused.failures().keySet(), way.getKey() + " without the token");
                assertEquals(0, refused.answered(), way.getKey() + ": answered without the token");
                assertEquals(Map.of(), with.stop().failures(), way.getKey() + " with the token");
            }
        }
    }

    /** As a change of release does it: the new gate has not seen the login, which comes after it. */
    private void replaceWithTheGate() throws Exception {
        Bundle gate = house.bundle("fil.gate");
        Hold hold = Hold.begin(house.framework().getBundleContext());
        try (InputStream jar = House.open(House.gateJar())) {
            login.stop();
            gate.stop();
            login.update(jar(kindOfLogin, "5.0.0", Map.of()));
            TimeUnit.MILLISECONDS.sleep(300); // the load goes on meanwhile, also without a gate
            gate.update(jar);
            gate.start();
            TimeUnit.MILLISECONDS.sleep(300);
            login.start();
        } finally {
            hold.end();
        }
    }

    @Test
    void aNewPageIsSeenWithTheGuardThatComesWithIt() throws Exception {
        house = House.withHeldSocket(cache, House.freePort(), Map.of("fil.gate.wait", "15000"));
        await().atMost(Duration.ofSeconds(60)).until(() -> house.get("/").statusCode() == 404);
        Hold hold = Hold.begin(house.framework().getBundleContext(), "1", "2");
        house.start("page", Jar.site("secret", "1.0.0", "/secret/*", Map.of()));
        try (Load without = Load.start(plan("/secret/a"))) {
            TimeUnit.MILLISECONDS.sleep(300); // the load waits for the page meanwhile
            login = house.start("login", jar("preprocessor", "1.0.0", Map.of()));
            hold.end();
            path = "/secret/a";
            untilStatus(200);
            Report refused = without.stop();
            assertEquals(Set.of("status 401"), refused.failures().keySet(), "without the token");
            assertEquals(0, refused.answered(), "answered without the token");
        }
    }

    /** Its bundle runs and its component, which the description tells of, waits for a service. */
    @ParameterizedTest
    @ValueSource(strings = {"preprocessor", "filter"})
    void atAStartNobodyIsLetInBeforeAGuardThatIsLate(String kind) throws Exception {
        house = House.closed(cache, House.freePort());
        Map<String, String> late = Map.of("Site-LoginNeeds", "users", "Service-Component", kind + ".xml");
        login = house.start("login", jar(kind, "1.0.0", late));
        house.start("page", Jar.site("secret", "1.0.0", "/secret/*", Map.of()));
        house.letIn();
        CompletableFuture<HttpResponse<String>> asked = house.ask("/secret/a");
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(60)).until(() -> !asked.isDone());
        house.framework()
                .getBundleContext()
                .registerService(Object.class, new Object(), new Hashtable<>(Map.of("offer", "users")));
        assertEquals(401, asked.get(30, TimeUnit.SECONDS).statusCode());
        assertEquals(200, house.get("/secret/a?token").statusCode());
    }

    private LoadPlan plan(String asked) {
        return LoadPlan.of(house.at("")).asking(asked).atRate(300).over(4).givingUpAfter(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprocessor", "filter", "context"})
    void loginThatDoesNotComeBackLeavesItsPagesClosed(String kind) throws Exception {
        start(kind, "100", "1000");
        try (Load without = Load.start(plan(path))) {
            assertThrows(BundleException.class, () -> login.update(jar(kind, "2.0.0", Map.of("Site-Breaks", "yes"))));
            untilStatus(503);
            login.update(jar(kind, "2.0.1", Map.of()));
            login.start();
            untilStatus(200);
            login.update(jar(kind, "3.0.0", Map.of("Site-Fails", "in init")));
            untilStatus(kind.equals("context") ? 404 : 503);
            login.update(jar(kind, "3.0.1", Map.of()));
            untilStatus(200);
            login.stop();
            untilStatus(503);
            login.start();
            untilStatus(200);
            Report refused = without.stop();
            assertEquals(0, refused.answered(), "answered without the token");
            assertTrue(
                    Set.of("status 401", "status 503", "status 404")
                            .containsAll(refused.failures().keySet()),
                    refused.text());
        }
        if (!kind.equals("context")) {
            closesWhileItsComponentLacksSomething(kind);
        }
        login.uninstall();
        untilStatus(kind.equals("context") ? 404 : 200);
        assertEquals(kind.equals("context") ? 404 : 200, house.get(path).statusCode(), "nobody guards it any more");
    }

    /** Long after the last bundle has changed, so that nothing but what the bundle declares says that the login is to come back. */
    private void closesWhileItsComponentLacksSomething(String kind) throws Exception {
        BundleContext context = house.framework().getBundleContext();
        Hashtable<String, String> offer = new Hashtable<>(Map.of("offer", "users"));
        ServiceRegistration<Object> users = context.registerService(Object.class, new Object(), offer);
        String type = kind.equals("filter") ? Filter.class.getName() : Preprocessor.class.getName();
        login.update(jar(
                kind,
                "4.0.0",
                Map.of(
                        "Site-LoginNeeds",
                        "users",
                        "Provide-Capability",
                        "osgi.service;objectClass:List<String>=\"" + type + "\"")));
        untilStatus(200);
        TimeUnit.SECONDS.sleep(3);
        try (Load without = Load.start(plan(path))) {
            users.unregister();
            untilStatus(503);
            context.registerService(Object.class, new Object(), offer);
            untilStatus(200);
            assertEquals(0, without.stop().answered(), "answered without the token");
        }
    }

    private void untilStatus(int status) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> house.get(path + "?token").statusCode() == status);
    }

    private void refresh(List<Bundle> bundles) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        house.framework().adapt(FrameworkWiring.class).refreshBundles(bundles, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        assertTrue(done.await(30, TimeUnit.SECONDS), "the refresh did not end");
    }
}
