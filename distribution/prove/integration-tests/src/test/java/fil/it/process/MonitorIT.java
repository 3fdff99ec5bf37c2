package fil.it.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Installation;
import fil.it.Ports;
import fil.it.Programs;
import fil.it.Web;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What monitoring and a load balancer see: health, readiness and metrics, and who may see them. */
class MonitorIT {
    private final Installation installation = Installation.of(Archives.A);

    @AfterEach
    void close() {
        installation.close();
    }

    private HttpResponse<String> get(String path) throws IOException {
        return installation.web().ask("GET", path);
    }

    @Test
    void readyStays200WhileTheReleaseIsChanged() throws Exception {
        installation.start();
        await("ready").atMost(Duration.ofSeconds(20)).until(() -> get("/ready").statusCode() == 200);
        AtomicBoolean over = new AtomicBoolean();
        Set<Integer> seen = new TreeSet<>();
        Thread balancer = new Thread(() -> {
            Web web = new Web(installation.port());
            while (!over.get()) {
                seen.add(status(web));
            }
        });
        balancer.start();
        installation.fil("upgrade", Archives.of(Archives.B).toString()).ends(0);
        installation.fil("downgrade").ends(0);
        over.set(true);
        balancer.join();
        assertEquals(Set.of(200), seen);
        assertEquals(200, get("/health").statusCode());
        assertTrue(get("/health").body().contains("\"overallResult\":\"OK\""), get("/health")::body);
    }

    private static int status(Web web) {
        try {
            return web.ask("GET", "/ready").statusCode();
        } catch (IOException failed) {
            return 0;
        }
    }

    @Test
    void nothingCanBeChangedAndWhatAProxyPassesOnOrAForeignNameLeadsHereIsNotAnswered() throws IOException {
        installation.start();
        List<String> pages = List.of("/fil/", "/fil/state.json", "/metrics", "/health");
        for (String path : pages) {
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
                assertEquals(405, installation.web().ask(method, path).statusCode(), method + " " + path);
            }
            assertEquals(200, installation.web().ask("HEAD", path).statusCode(), path);
        }
        for (String header : List.of(
                "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "Via: 1.1 proxy", "Host: foreign.example")) {
            for (String path : pages) {
                URI page = installation.web().uri(path);
                assertEquals("404", status(page, "-H", header), () -> header + " " + path);
                assertEquals("200", status(page, "-H", "Host: localhost:8004"), path);
            }
            assertEquals("200", status(installation.web().uri("/ready"), "-H", header), header);
        }
    }

    @Test
    void fromAnotherAddressThanThisMachineItselfThereIsNothing() throws IOException {
        InetAddress outside = outside();
        int port = Ports.free();
        installation.with("FIL_HTTP_HOST", "0.0.0.0").start();
        String base = "http://" + outside.getHostAddress() + ":" + installation.port();
        for (String path : List.of("/fil/", "/fil/state.json", "/metrics", "/health")) {
            assertEquals("404", status(URI.create(base + path)), path);
            assertEquals("404", status(URI.create(base + path), "-H", "Host: localhost"), path);
        }
        assertEquals("200", status(URI.create(base + "/")));
        assertEquals("200", status(URI.create(base + "/ready")));
        installation.with("FIL_MONITOR_PORT", Integer.toString(port));
        installation.restart();
        assertEquals("200", status(new Web(port).uri("/fil/")));
        assertEquals("000", status(URI.create("http://" + outside.getHostAddress() + ":" + port + "/fil/")));
    }

    /** An address by which others reach this machine; what goes there from here does not leave it. */
    private static InetAddress outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElseThrow(() -> Programs.missing("NOT TESTED: this machine has no address but that of itself"));
    }

    private String status(URI address, String... options) {
        List<String> command = new ArrayList<>(
                List.of(Programs.need("curl", "curl").toString(), "-s", "-o", "/dev/null", "-w", "%{http_code}"));
        command.addAll(List.of(options));
        command.add(address.toString());
        return installation.run(installation.beside(), command).output();
    }

    @Test
    void itIsOffWhereTheOperatorSaysSo() throws IOException {
        installation.with("FIL_MONITOR", "off").start();
        for (String path : List.of("/fil/", "/fil/state.json", "/metrics")) {
            assertEquals(404, get(path).statusCode(), path);
        }
        assertEquals(200, get("/health").statusCode());
    }

    @Test
    void itHasAPortOfItsOwnWhereTheOperatorSaysSo() throws IOException {
        int port = Ports.free();
        installation.with("FIL_MONITOR_PORT", Integer.toString(port)).start();
        Web own = new Web(port);
        assertEquals(404, get("/fil/").statusCode());
        assertEquals(404, get("/metrics").statusCode());
        assertEquals(200, own.ask("GET", "/fil/").statusCode());
        assertEquals(200, own.ask("HEAD", "/fil/").statusCode());
        assertEquals(200, own.ask("GET", "/metrics").statusCode());
        assertEquals(404, own.ask("GET", "/").statusCode());
        assertEquals(405, own.ask("POST", "/fil/").statusCode());
    }
}
