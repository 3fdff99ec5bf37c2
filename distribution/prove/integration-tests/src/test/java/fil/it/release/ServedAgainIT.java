package fil.it.release;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Installation;
import fil.it.ReleaseDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * New versions that start, and do not serve what was served. Each is undone, by a change of release and by hand, its bundle
 * and the reason are named, and the old version answers every request meanwhile. One system goes through all of them.
 */
class ServedAgainIT {
    private static final int REFUSED = 10;
    private static final int UNDONE = 11;
    private static final int FAILED = 1;
    private static final String NAME = "it.served";
    private static Installation installation;

    private static final String SERVLET = """
            package it.served;
            import jakarta.servlet.*;
            import jakarta.servlet.http.*;
            import org.osgi.service.component.annotations.*;
            %s
            public class Served extends HttpServlet {
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                    response.getWriter().print("served");
                }
                %s
            }
            """;
    private static final String COMPONENT =
            "@Component(%s service = Servlet.class, " + "property = \"osgi.http.whiteboard.servlet.pattern=/served\")";
    /** What is wrong with it, and what is said of it. */
    private enum Broken {
        INIT(component(""), "public void init() throws ServletException { throw new ServletException(); }", "init()"),
        REFERENCE(
                component("name = \"renamed\","),
                "@Reference java.util.concurrent.Callable<String> nobodys;",
                "java.util.concurrent.Callable"),
        CONFIGURATION(
                component("name = \"configured\", configurationPolicy = ConfigurationPolicy.REQUIRE,"),
                "",
                "a configuration that nobody has"),
        CLASS_MISSING(component(""), "", "it.served.Served is missing"),
        INIT_ERROR(
                component(""),
                "public void init() { throw new NoClassDefFoundError(\"gone\"); }",
                "the path /served, which"),
        PATTERN(component("").replace("/served", "/elsewhere"), "", "the path /served, which"),
        /** Seen by asking alone: those who ask wait until this is judged. */
        ANSWERS_500(
                component(""),
                "public void service(ServletRequest a, ServletResponse b) throws ServletException { throw new ServletException(); }",
                "/served is answered 500 instead of 200");

        private final String component;
        private final String code;
        private final String said;

        Broken(String component, String code, String said) {
            this.component = component;
            this.code = code;
            this.said = said;
        }

        private static String component(String attributes) {
            return COMPONENT.formatted(attributes);
        }
    }

    @BeforeAll
    static void start() {
        installation = Installation.of(Archives.A).start();
        bundle("1.0.0", COMPONENT.formatted(""), "");
        installation.fil("upgrade", draft("1986.s").pack().toString()).ends(0);
        assertEquals("served", asked().body());
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Broken.class)
    void newVersionThatDoesNotServeIsTakenBackByHand(Broken broken) throws IOException {
        Path jar = broken(broken);
        servedAllTheTime(() -> installation
                .eval("update " + NAME + " '" + jar.toUri() + "'")
                .ends(FAILED)
                .says(NAME, broken.said, "1.0.0 runs"));
    }

    @ParameterizedTest
    @EnumSource(names = {"INIT", "ANSWERS_500"})
    void newVersionThatDoesNotServeIsUndoneAsARelease(Broken broken) throws IOException {
        Path archive = draft("1986.u" + broken.ordinal()).with(broken(broken)).pack();
        servedAllTheTime(() -> installation
                .fil("upgrade", archive.toString())
                .ends(UNDONE)
                .says(broken.said, "1986.s runs as before"));
    }

    @Test
    void whatTheSystemStandsOnCannotBeLeftOut() {
        ReleaseDraft draft = draft("1986.t")
                .without("fil.socket")
                .without("fil.connector")
                .without("org.apache.felix.configadmin")
                .without("org.apache.felix.scr");
        Path archive = draft.pack();
        servedAllTheTime(() -> installation
                .fil("upgrade", archive.toString())
                .ends(REFUSED)
                .says(
                        "leaves out fil.socket",
                        "the listening socket",
                        "leaves out fil.connector",
                        "leaves out org.apache.felix.configadmin",
                        "leaves out org.apache.felix.scr",
                        "4 problems"));
    }

    @Test
    void pathThatIsTakenOutWithItsComponentIsNoFailure() {
        Path without =
                Bundles.compile(beside("without.jar"), headers("2.0.0"), "package it.served; public class Other {}");
        installation.eval("update " + NAME + " '" + without.toUri() + "'").ends(0);
        assertEquals(404, asked().statusCode());
        installation
                .eval("update " + NAME + " '" + beside("1.0.0.jar").toUri() + "'")
                .ends(0);
        assertEquals(200, asked().statusCode());
    }

    @Test
    void newServletThatServesNobodyIsNamedByTheUpgradeAndByEachStart() {
        String pattern = "property = \"osgi.http.whiteboard.servlet.pattern=/fresh\"";
        Path fresh = Bundles.compile(
                beside("fresh.jar"),
                Map.of("Bundle-SymbolicName", "it.fresh", "Bundle-Version", "1.0.0", "Private-Package", NAME),
                SERVLET.formatted(
                        "@Component(configurationPolicy = ConfigurationPolicy.REQUIRE, service = Servlet.class, "
                                + pattern + ")",
                        ""));
        String why = "of it.fresh 1.0.0 waits for a configuration that nobody has";
        installation
                .fil("upgrade", draft("1986.v").with(fresh).pack().toString())
                .ends(0)
                .says("does not serve", why);
        installation.fil("restart").ends(0).says("not all of 1986.v serves", why);
        servedAllTheTime(() -> installation.fil("downgrade").ends(0));
    }

    private static void servedAllTheTime(Runnable change) {
        List<String> others = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean over = new AtomicBoolean();
        Thread client = new Thread(() -> {
            while (!over.get()) {
                HttpResponse<String> answer = asked();
                if (answer.statusCode() != 200 || !answer.body().equals("served")) {
                    others.add(answer.statusCode() + " " + answer.body());
                }
            }
        });
        client.start();
        try {
            change.run();
            asked();
        } finally {
            over.set(true);
            await("the end of the load").until(() -> !client.isAlive());
        }
        assertEquals(List.of(), others);
        assertEquals("served", asked().body());
    }

    private static HttpResponse<String> asked() {
        try {
            return installation.web().ask("GET", "/served");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ReleaseDraft draft(String name) {
        return ReleaseDraft.of(Archives.A, name, installation.beside()).with(beside("1.0.0.jar"));
    }

    private static Path broken(Broken broken) throws IOException {
        String version = "2.0." + broken.ordinal();
        Path jar = beside(version + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        bundle(version, broken.component, broken.code);
        if (broken == Broken.CLASS_MISSING) {
            try (FileSystem files = FileSystems.newFileSystem(jar)) {
                Files.delete(files.getPath("it/served/Served.class"));
            }
        }
        return jar;
    }

    private static void bundle(String version, String component, String code) {
        Bundles.compile(beside(version + ".jar"), headers(version), SERVLET.formatted(component, code));
    }

    private static Map<String, String> headers(String version) {
        return Map.of("Bundle-SymbolicName", NAME, "Bundle-Version", version, "Private-Package", NAME);
    }

    private static Path beside(String file) {
        return installation.beside().resolve(NAME + "-" + file);
    }
}
