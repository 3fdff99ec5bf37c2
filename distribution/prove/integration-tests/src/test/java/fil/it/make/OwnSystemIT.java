package fil.it.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.Archives;
import fil.it.Bundles;
import fil.it.Folders;
import fil.it.Installation;
import fil.it.Jars;
import fil.it.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody makes releases of a system of his own, without the sources of fil, and runs and upgrades it. */
class OwnSystemIT {
    private static final String RUNTIME = """
            <dependency><groupId>fil</groupId><artifactId>fil-runtime</artifactId><version>1.0.0</version><type>pom</type></dependency>
            """;
    private static final String OPERATOR = """
            <dependency><groupId>fil</groupId><artifactId>fil-operator</artifactId><version>1.0.0</version><type>pom</type></dependency>
            """;

    private Path folder;
    private OutsideProject project;

    @BeforeEach
    void publish() throws Exception {
        folder = Folders.fresh();
        project = new OutsideProject(folder);
    }

    @AfterEach
    void remove() {
        Folders.remove(folder);
    }

    private static String bundle(String name, String version) {
        return "<dependency><groupId>com.example</groupId><artifactId>" + name + "</artifactId><version>" + version
                + "</version></dependency>";
    }

    private Path made(String release, String shop) throws Exception {
        project.publish(Shop.jar(folder, shop), "shop-web", shop);
        OutsideProject.Built built = project.make(release, RUNTIME + bundle("shop-web", shop) + OPERATOR, "");
        assertEquals(0, built.code(), built::output);
        return project.archive(release);
    }

    @Test
    void systemOfAnotherNameIsMadeStartedUpgradedAndTakenBack() throws Exception {
        Path first = Files.copy(made("1.0", "1.0.0"), folder.resolve("shop-1.0.tar.gz"));
        try (Installation shop = Installation.ofSystem("shop", first)) {
            shop.fil("start").ends(0).says("shop answers at");
            assertEquals("shop 1.0.0", shop.web().ask("GET", "/shop/").body());
            project.publish(Shop.jar(folder, "1.1.0"), "shop-web", "1.1.0");
            OutsideProject.Built next = project.make(
                    "1.1",
                    RUNTIME + bundle("shop-web", "1.1.0") + OPERATOR,
                    "",
                    "fil:check",
                    "-Dfil.published=" + first,
                    "fil:upgrade",
                    "-Dfil.folder=" + shop.home());
            assertEquals(0, next.code(), next::output);
            assertTrue(next.output().contains("1.0 -> 1.1: 1 updated"), next::output);
            assertTrue(next.output().contains("1.1 -> 1.0: 1 updated"), next::output);
            assertTrue(next.output().contains("1.1 can replace 1.0"), next::output);
            assertEquals("shop 1.1.0", shop.web().ask("GET", "/shop/").body());
            shop.fil("downgrade").ends(0);
            assertEquals("shop 1.0.0", shop.web().ask("GET", "/shop/").body());

            shop.fil("status").ends(0).says("shop runs", "health", "OK");
            shop.fil("unpack", Archives.of("1986.b").toString())
                    .ends(10)
                    .says("is a release of the system fil, and this one is shop");
            shop.fil("help").ends(0).says("bin/shop").saysNothingOf("bin/fil");
            shop.with("SHOP_HTTP_PAGE", "nothing")
                    .fil("config", "--check")
                    .ends(4)
                    .says("SHOP_HTTP_PAGE");
            shop.with("SHOP_HTTP_PAGE", "/shop/");
            shop.restart();
            assertEquals("shop 1.0.0", shop.web().ask("GET", "/shop/").body());
            assertTrue(Files.exists(shop.home().resolve("log/shop.0.log")));
            assertTrue(shop.web().ask("GET", "/fil/").body().contains("· shop"));
            assertFalse(Files.exists(shop.home().resolve("bin/fil")));
        }
    }

    @Test
    void versionThatWasNotRaisedIsFoundAgainstTheReleaseThatWasPublished() throws Exception {
        Path first = Files.copy(made("1.0", "1.0.0"), folder.resolve("published.tar.gz"));
        Path other = Bundles.copy(
                Shop.jar(folder, "1.0.0"), folder.resolve("other.jar"), Map.of("X-Other", "yes"), Map.of());
        project.publish(other, "shop-web", "1.1.0");
        OutsideProject.Built same = project.make(
                "1.1", RUNTIME + bundle("shop-web", "1.1.0") + OPERATOR, "", "fil:check", "-Dfil.published=" + first);
        assertEquals(1, same.code(), same::output);
        assertTrue(
                same.output().contains("it.shop 1.0.0 is not the one that 1.0 has, under the same version"),
                same::output);
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNoArchiveIsWritten() throws Exception {
        project.publish(Jars.of(folder.resolve("a.jar"), "twice", "1.0.0"), "one", "1");
        project.publish(Jars.of(folder.resolve("b.jar"), "twice", "1.0.0"), "two", "1");
        project.publish(Files.writeString(folder.resolve("c.jar"), "no jar"), "none", "1");
        OutsideProject.Built built = project.make(
                "1.0",
                RUNTIME + bundle("one", "1") + bundle("two", "1") + bundle("none", "1"),
                "<system>My Shop</system><release>a/b</release><lastToAnswer>com.example:three</lastToAnswer>"
                        + "<otherVersions><version>com.example:one:7</version></otherVersions>");
        assertEquals(1, built.code(), built::output);
        for (String told : List.of(
                "twice 1.0.0 is there 2 times",
                "com.example:none:1 is not a bundle",
                "a system cannot be called 'My Shop'",
                "'a/b' cannot be the name of a release",
                "com.example:three",
                "com.example:one:7 is missing")) {
            assertTrue(built.output().contains(told), () -> told + " in " + built.output());
        }
        assertFalse(Files.exists(folder.resolve("project/target")));
    }
}
