package fil.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import fil.it.Archives;
import fil.it.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases that are found by their names in a repository: a folder, or a server with a certificate of its own. */
class ReleaseRepositoryIT {
    private static final String PASSWORD = "changeit";
    private Installation installation;

    @BeforeEach
    void unpack() {
        installation = Installation.of(Archives.A);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void aFolderIsARepository() throws IOException {
        Path folder = Files.createDirectory(installation.beside().resolve("a repository"));
        Files.copy(Archives.of(Archives.B), folder.resolve("fil-1986.b.tar.gz"));
        installation
                .with("FIL_RELEASE_REPOSITORY", folder.toUri().toString().replaceFirst("^file:/+", "file:///"))
                .start();
        installation.fil("check", Archives.B).ends(0).says("no problems");
        installation.fil("plan", Archives.B).ends(0).says("fil.fsm: 1986.0.0.a becomes 1986.0.0.b");
        upgradesByName();
        installation.fil("upgrade", "1986.z").refuses("there is no release 1986.z", "file:");
    }

    @Test
    void aServerWithATrustedCertificateIsARepository() throws Exception {
        trust("conf/trust.p12");
        try (Server server = new Server()) {
            installation
                    .with("FIL_RELEASE_REPOSITORY", server.url())
                    .javaOptions(
                            "-Djavax.net.ssl.trustStore=conf/trust.p12 -Djavax.net.ssl.trustStorePassword=" + PASSWORD)
                    .start();
            upgradesByName();
            installation.fil("upgrade", "1986.z").refuses("there is no release 1986.z", server.url());
        }
        installation
                .fil("upgrade", "1986.y")
                .refuses("1986.y could not be fetched from https://127.0.0.1", "Connection refused");
    }

    @Test
    void aServerThatNobodyTrustsIsNone() throws Exception {
        try (Server server = new Server()) {
            installation.with("FIL_RELEASE_REPOSITORY", server.url()).start();
            installation
                    .fil("upgrade", Archives.B)
                    .ends(1)
                    .refuses("certificate of 127.0.0.1", "is not trusted", "javax.net.ssl.trustStore");
            assertEquals("Hello #1", installation.web().greeting());
        }
    }

    private void upgradesByName() {
        installation.fil("upgrade", Archives.B).ends(0).says("1986.b runs");
        assertEquals("Hello #2", installation.web().greeting());
        installation.fil("downgrade").ends(0);
        assertEquals("Hello #1", installation.web().greeting());
    }

    private Path keys() {
        return installation.beside().resolve("keys.p12");
    }

    /** A key and its certificate, and a store that trusts it, within the installation. */
    private void trust(String store) {
        keytool("-exportcert", "-rfc", "-keystore", key().toString(), "-file", certificate());
        keytool(
                "-importcert",
                "-noprompt",
                "-file",
                certificate(),
                "-keystore",
                installation.home().resolve(store).toString());
    }

    private String certificate() {
        return installation.beside().resolve("server.pem").toString();
    }

    private Path key() {
        if (Files.notExists(keys())) {
            keytool(
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=fil",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-keystore",
                    keys().toString());
        }
        return keys();
    }

    private void keytool(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "fil", "-storetype", "PKCS12", "-storepass", PASSWORD));
        installation.run(installation.beside(), command).ends(0);
    }

    /** Serves the archive of 1986.b over https. */
    private final class Server implements AutoCloseable {
        private final HttpsServer server;
        private final ExecutorService threads = Executors.newCachedThreadPool();

        Server() throws IOException, GeneralSecurityException {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(key())));
            server.setExecutor(threads);
            server.createContext("/releases/", this::answer);
            server.start();
        }

        String url() {
            return "https://127.0.0.1:" + server.getAddress().getPort() + "/releases";
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                if (!exchange.getRequestURI().getPath().equals("/releases/fil-1986.b.tar.gz")) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                Path archive = Archives.of(Archives.B);
                exchange.sendResponseHeaders(200, Files.size(archive));
                try (OutputStream out = exchange.getResponseBody()) {
                    Files.copy(archive, out);
                }
            }
        }

        private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keys)) {
                store.load(in, PASSWORD.toCharArray());
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
