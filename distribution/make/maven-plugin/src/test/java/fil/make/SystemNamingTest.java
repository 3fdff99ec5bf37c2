package fil.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a system of another name finds in its archive. */
class SystemNamingTest {
    private static final Path DIST = Path.of("../../operate/installation");
    private final SystemNaming naming = new SystemNaming("my-shop");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "printf 'fil: %s' | printf 'my-shop: %s'",
                "fil is not running; bin/fil start starts it. | my-shop is not running; bin/my-shop start starts it.",
                "${unit:-fil} | ${unit:-my-shop}",
                "${FIL_JAVA_OPTS:-} | ${MY_SHOP_JAVA_OPTS:-}",
                "-Dfil.system=fil | -Dfil.system=my-shop",
                "conf/fil.properties, fil.service | conf/my-shop.properties, my-shop.service",
                "log/fil.0.log log/fil.* | log/my-shop.0.log log/my-shop.*",
                "/opt/fil/bin/fil foreground | /opt/my-shop/bin/my-shop foreground",
                "~/fil-1986.b.tar.gz, fil-NAME.tar.gz | ~/my-shop-1986.b.tar.gz, my-shop-NAME.tar.gz",
                "complete -F _fil fil; _fil_offer | complete -F _my_shop my-shop; _my_shop_offer",
                "- alert: FilIsDown | - alert: MyShopIsDown",
                ".TH FIL 1 | .TH MY-SHOP 1",
            })
    void nameOfTheSystemIsReplaced(String written, String named) {
        assertEquals(named, naming.text(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fil.launcher.Main -Dfil.home=x",
                "call \"fil:$verb\" 'fil:*' fil:status",
                "the page /fil/ and",
                "fil_http_requests_total",
                "run/fil.pid class-data/fil.jsa",
                "become_fil $fil is_fil",
                "repository/fil-fsm-1986.b.jar",
                "file profile"
            })
    void whatIsFilsOwnStays(String text) {
        assertEquals(text, naming.text(text));
    }

    @Test
    void filesAreCalledAfterIt() {
        assertEquals("bin/my-shop", naming.place("bin/fil"));
        assertEquals("conf/default/my-shop.properties", naming.place("conf/default/fil.properties"));
        assertEquals("share/prometheus/my-shop.rules.yml", naming.place("share/prometheus/fil.rules.yml"));
        assertEquals("bin/keeper", naming.place("bin/keeper"));
    }

    @Test
    void noFileOfTheDistributionSaysTheOtherName() throws IOException {
        Pattern left = Pattern.compile("(?:^|[\\s'\"(=])fil(?:$|[\\s;,)']|\\. )|bin/fil\\b|FIL_[A-Z]");
        try (Stream<Path> files = Files.walk(DIST)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<String> said = naming.text(Files.readString(file))
                        .lines()
                        .filter(line -> left.matcher(line).find())
                        .toList();
                assertEquals(List.of(), said, file.toString());
            }
        }
    }

    @Test
    void filItselfIsAsItIsWritten() throws IOException {
        String script = Files.readString(DIST.resolve("bin/fil"));
        assertEquals(script, new SystemNaming("fil").text(script));
    }

    @Test
    void nameIsShortAndPlainAndNotTaken() {
        Stream.of("fil", "shop", "my-shop2").forEach(name -> assertTrue(new SystemNaming(name).isAllowed(), name));
        Stream.of("Shop", "2shop", "my--shop", "-x", "x-", "my_shop", "a b", "", "../x", "keeper", "x".repeat(40))
                .forEach(name -> assertFalse(new SystemNaming(name).isAllowed(), name));
    }
}
