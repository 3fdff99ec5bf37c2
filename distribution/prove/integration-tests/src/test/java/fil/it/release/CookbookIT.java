package fil.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.NewInstallation;
import fil.it.PromiseBroken;
import fil.it.Ran;
import fil.it.ReleaseDraft;
import fil.load.Load;
import fil.load.LoadPlan;
import fil.load.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each heading of distribution/docs/appup-cookbook.md, with bundles made here, up and down under load. */
class CookbookIT extends NewInstallation {
    private static final String COMMAND = """
            package it.%1$s;
            import org.osgi.service.component.annotations.*;
            @Component(service = %2$s.class, immediate = true, configurationPid = "it.%1$s",
                    property = {"osgi.command.scope=it", "osgi.command.function=%1$s", "osgi.command.function=mine"})
            public class %2$s {
                %3$s
            }
            """;

    @Test
    void newBundle() {
        Path hello = command("hello", "1.0.0", "", "public String hello() { return \"good day\"; }");
        change("upgrade", draft("1986.n").with(hello).pack().toString());
        says("it:hello", "good day");
        change("downgrade");
        installation.eval("it:hello").ends(1);
    }

    @Test
    void changedTemplate() throws IOException {
        Path jar = installation.home().resolve("bundle/fil-templates-1986.a.jar");
        Path changed = Bundles.copy(
                jar,
                made("templates"),
                Map.of("Bundle-Version", "1986.0.0.t"),
                replaced(jar, "Hello #1</h3>", "Hello #1</h3><p>Good day</p>"));
        change("upgrade", draft("1986.t").with(changed).pack().toString());
        assertTrue(installation.web().ask("GET", "/").body().contains("Good day"));
        change("downgrade");
        assertFalse(installation.web().ask("GET", "/").body().contains("Good day"));
    }

    @Test
    void changedState() {
        Path one = command("count", "1.0.0", appup("[1.0,2.0)", ""), """
                private final fil.handover.Handover handover;
                private long count;
                @Activate public Count(@Reference fil.handover.Handover handover) {
                    this.handover = handover;
                    count = handover.received("count").map(handed -> handed.number("count")).orElse(0L);
                }
                public String count() {
                    handover.keep("count", java.util.Map.of("count", ++count));
                    return "count " + count;
                }
                """);
        Path two = command("count", "2.0.0", appup("[1.0,2.1)", ";to=\"[1.0,2.1)\""), """
                private final fil.handover.Handover handover;
                private long tens;
                private long ones;
                @Activate public Count(@Reference fil.handover.Handover handover) {
                    this.handover = handover;
                    long count = handover.received("count").map(handed -> handed.number("count")).orElse(0L);
                    tens = count / 10;
                    ones = count % 10;
                }
                public String count() {
                    tens += ++ones / 10;
                    ones %= 10;
                    handover.keep("count", java.util.Map.of("count", 10 * tens + ones, "tens", tens, "ones", ones));
                    return "tens " + tens + " ones " + ones;
                }
                """);
        change("upgrade", draft("1986.s1").with(one).pack().toString());
        for (int i = 1; i <= 12; i++) {
            says("it:count", "count " + i);
        }
        change("upgrade", draft("1986.s2").with(two).pack().toString());
        says("it:count", "tens 1 ones 3");
        change("downgrade");
        says("it:count", "count 14");
        installation.kill();
        installation.start();
        says("it:count", "count 15");
    }

    @Test
    void componentWithoutStateNeedsNoAppup() {
        change("upgrade", draft("1986.p1").with(plain("1.0.0")).pack().toString());
        says("it:plain", "plain 1.0.0");
        change("upgrade", draft("1986.p2").with(plain("2.0.0")).pack().toString());
        says("it:plain", "plain 2.0.0");
        change("downgrade");
        says("it:plain", "plain 1.0.0");
    }

    @Test
    void changedContract() {
        Path api = installation.home().resolve("bundle/fil-api-1.0.0.jar");
        Path changed = Bundles.copy(
                api,
                made("api"),
                Map.of(
                        "Bundle-Version",
                        "1.1.0",
                        "Export-Package",
                        header(api, "Export-Package")
                                .replace("fil.colour;version=\"1.0.0\"", "fil.colour;version=\"1.1.0\"")),
                Map.of());
        Path fsm = installation.home().resolve("bundle/fil-fsm-1986.a.jar");
        Path provider = Bundles.copy(
                fsm,
                made("fsm"),
                Map.of(
                        "Bundle-Version",
                        "1986.0.0.k",
                        "Import-Package",
                        header(fsm, "Import-Package")
                                .replace("fil.colour;version=\"[1.0,1.1)\"", "fil.colour;version=\"[1.1,1.2)\"")),
                Map.of());
        Path user = command(
                "contract",
                "1.0.0",
                "Import-Package=fil.colour;version=\"[1.1,2)\",*",
                "public String contract() { return fil.colour.ColourSource.class.getPackageName(); }");
        change(
                "upgrade",
                draft("1986.k").with(changed).with(provider).with(user).pack().toString());
        says("it:contract", "fil.colour");
        assertEquals("1.1.0", installation.version("fil.api"));
        assertEquals("Hello #1", installation.web().greeting());
        change("downgrade");
        assertEquals("1.0.0", installation.version("fil.api"));
    }

    @Test
    void answersThatMustNotWait() throws IOException {
        change("upgrade", draft("1986.s1").with(shelf("1.0.0")).pack().toString());
        Path next = draft("1986.s2").with(shelf("2.0.0")).pack();
        LoadPlan plan = LoadPlan.of(installation.web().uri("")).atRate(200).asking("/shelf");
        try (Load load = Load.start(plan)) {
            installation.fil("upgrade", next.toString()).ends(0);
            assertEquals("shelf 2.0.0", installation.web().ask("GET", "/shelf").body());
            installation.fil("downgrade").ends(0);
            assertEquals("shelf 1.0.0", installation.web().ask("GET", "/shelf").body());
            Report report = load.stop();
            PromiseBroken.unlessAllIsKept(report, installation);
        }
        JsonNode changes = new JsonMapper()
                .readTree(installation.fil("history", "--json").ends(0).output())
                .path("changes");
        assertEquals(
                "1986.s2 1986.s1",
                changes.path(1).path("to").asString() + " "
                        + changes.path(0).path("to").asString());
        assertEquals("0 0", changes.path(1).path("held") + " " + changes.path(0).path("held"), "requests waited");
    }

    private Path shelf(String version) {
        return Bundles.compile(
                made("shelf" + version),
                Map.of("Bundle-SymbolicName", "it.shelf", "Bundle-Version", version, "Private-Package", "it.shelf"),
                """
                package it.shelf;
                import jakarta.servlet.http.*;
                import org.osgi.service.component.annotations.Component;
                @Component(service = jakarta.servlet.Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/shelf")
                public class Shelf extends HttpServlet {
                    static void answer(jakarta.servlet.ServletResponse response) throws java.io.IOException {
                        response.getWriter().print("shelf %s");
                    }
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                        answer(response);
                    }
                }
                """.formatted(version),
                """
                package it.shelf;
                import jakarta.servlet.*;
                import org.osgi.service.component.annotations.Component;
                @Component(service = Filter.class, property = "fil.gate.standin:Boolean=true")
                public class FormerShelf implements Filter {
                    public void doFilter(ServletRequest request, ServletResponse response, FilterChain later)
                            throws java.io.IOException {
                        Shelf.answer(response);
                    }
                }
                """);
    }

    @Test
    void configuration() {
        String code = """
                private volatile String greeting;
                @Activate @Modified public void configured(java.util.Map<String, Object> values) {
                    greeting = String.valueOf(values.get("greeting"));
                }
                @Reference private org.osgi.service.cm.ConfigurationAdmin admin;
                public String greet() { return "it says " + greeting; }
                public void mine(String mine) throws java.io.IOException {
                    admin.getConfiguration("it.greet", "?")
                            .update(new java.util.Hashtable<>(java.util.Map.of("greeting", mine)));
                }
                """;
        Path greet = command("greet", "1.0.0", "", code);
        change(
                "upgrade",
                draft("1986.g1")
                        .with(greet)
                        .configured("it.greet", Map.of("greeting", "moin"))
                        .pack()
                        .toString());
        says("it:greet", "it says moin");
        change(
                "upgrade",
                draft("1986.g2")
                        .with(greet)
                        .configured("it.greet", Map.of("greeting", "servus"))
                        .pack()
                        .toString());
        says("it:greet", "it says servus");
        change("downgrade");
        says("it:greet", "it says moin");
        installation.eval("it:mine ahoi").ends(0);
        change("upgrade", "1986.g2");
        says("it:greet", "it says ahoi");
        change("downgrade");
        says("it:greet", "it says ahoi");
    }

    @Test
    void library() {
        Path user = Bundles.compile(
                made("uses"),
                Map.of(
                        "Bundle-SymbolicName",
                        "it.uses",
                        "Bundle-Version",
                        "1.0.0",
                        "Private-Package",
                        "it.uses",
                        "Import-Package",
                        "it.lib;version=\"[1,2)\",*",
                        "-includeresource",
                        ""),
                LIBRARY.formatted("compile time"),
                COMMAND.formatted("uses", "Uses", """
                public String uses() { return "library " + it.lib.Lib.version(); }
                """));
        change(
                "upgrade",
                draft("1986.l1").with(library("1.0.0")).with(user).pack().toString());
        says("it:uses", "library 1.0.0");
        change(
                "upgrade",
                draft("1986.l2").with(library("1.1.0")).with(user).pack().toString());
        says("it:uses", "library 1.1.0");
        change("downgrade");
        says("it:uses", "library 1.0.0");
    }

    @Test
    void changeThatCannotBeTakenBack() {
        String code = """
                @Activate public Oneway(@Reference fil.handover.Handover handover) {
                    handover.keep("oneway", java.util.Map.of("kept", true));
                }
                public String oneway() { return "there"; }
                """;
        change(
                "upgrade",
                draft("1986.o1")
                        .with(command("oneway", "1.0.0", appup("[1.0,1.1)", ""), code))
                        .pack()
                        .toString());
        change(
                "upgrade",
                draft("1986.o2")
                        .with(command("oneway", "2.0.0", appup("[1.0,2.1)", ";to=\"\""), code))
                        .pack()
                        .toString());
        installation.fil("downgrade").refuses("it.oneway", "--lose-state it.oneway");
        says("it:oneway", "there");
        change("downgrade", "--lose-state", "it.oneway");
    }

    @Test
    void gap() {
        String code = "public String step() { return \"here\"; }";
        Path one = draft("1986.p1")
                .with(command("step", "1.0.0", appup("[1.0,1.1)", ""), code))
                .pack();
        Path two = draft("1986.p2")
                .with(command("step", "2.0.0", appup("[1.0,2.1)", ""), code))
                .pack();
        Path three = draft("1986.p3")
                .with(command("step", "3.0.0", appup("[2.0,3.1)", ""), code))
                .pack();
        change("upgrade", one.toString());
        installation.fil("unpack", two.toString()).ends(0);
        installation.fil("upgrade", three.toString()).ends(10).refuses("it.step", "go by way of 1986.p2");
        change("upgrade", "1986.p2");
        change("upgrade", three.toString());
        installation.fil("downgrade", "1986.p1").ends(10).refuses("it.step", "1.0.0", "3.0.0", "go by way of 1986.p2");
        change("downgrade");
        change("downgrade");
        says("it:step", "here");
        assertEquals("1.0.0", installation.version("it.step"));
    }

    private static final String LIBRARY = """
            package it.lib;
            public class Lib {
                public static String version() { return "%s"; }
            }
            """;

    private Path library(String version) {
        return Bundles.compile(
                made("lib" + version),
                Map.of(
                        "Bundle-SymbolicName",
                        "it.lib",
                        "Bundle-Version",
                        version,
                        "Export-Package",
                        "it.lib;version=" + version),
                LIBRARY.formatted(version));
    }

    private Path plain(String version) {
        return command("plain", version, "", "public String plain() { return \"plain " + version + "\"; }");
    }

    private static String appup(String from, String to) {
        return "Provide-Capability=fil.appup;fil.appup=it;from=\"" + from + "\"" + to;
    }

    /** A bundle it.NAME with the shell command it:NAME. */
    private Path command(String name, String version, String header, String code) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "Bundle-SymbolicName", "it." + name, "Bundle-Version", version, "Private-Package", "it." + name));
        if (!header.isEmpty()) {
            headers.put(header.substring(0, header.indexOf('=')), header.substring(header.indexOf('=') + 1));
        }
        String type = name.substring(0, 1).toUpperCase() + name.substring(1);
        return Bundles.compile(made(name + version), headers, COMMAND.formatted(name, type, code));
    }

    /** Runs a verb that must succeed, under a load that must notice nothing. */
    private void change(String... arguments) {
        try (Serving serving = new Serving(installation)) {
            installation.fil(arguments).ends(0).hasNoTrace();
            serving.lostNoRequest();
        }
    }

    private void says(String command, String expected) {
        Ran ran = installation.eval(command).ends(0);
        assertTrue(ran.output().contains(expected), () -> "'" + expected + "' expected: " + ran);
    }

    private ReleaseDraft draft(String name) {
        return ReleaseDraft.of(Archives.A, name, installation.beside());
    }

    private Path made(String name) {
        return installation.beside().resolve("made-" + name + ".jar");
    }

    private static String header(Path jar, String name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(name);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The text resources of a bundle in which this text occurs, with the other in its place. */
    private static Map<String, String> replaced(Path jar, String text, String other) throws IOException {
        Map<String, String> changed = new HashMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : file.stream()
                    .filter(each -> each.getName().endsWith(".html"))
                    .toList()) {
                String content = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (content.contains(text)) {
                    changed.put(entry.getName(), content.replace(text, other));
                }
            }
        }
        assertTrue(!changed.isEmpty(), () -> "'" + text + "' is in no template of " + jar + ", " + Files.exists(jar));
        return changed;
    }
}
