package fil.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {

    @ParameterizedTest
    @CsvSource({
        "/a,/a,true",
        "/a,/a/,false",
        "/a,/b,false",
        "/a/*,/a,true",
        "/a/*,/a/b/c,true",
        "/a/*,/ab,false",
        "/*,/,true",
        "/*,/x,true",
        "*.json,/x.json,true",
        "*.json,/x/y.json,true",
        "*.json,/x.jsonp,false",
        "*.json,/x.json/y,false",
        "/,/anything,true",
        "'',/,true",
        "'','',true",
        "'',/a,false"
    })
    void matchesAsTheServletSpecificationSays(String pattern, String path, boolean matches) {
        assertEquals(matches, Mapping.of(pattern).matches(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b,/a/b,/a/*",
        "/a/b/*,/a/b/c,/a/*",
        "/a/*,/a/x.json,*.json",
        "*.json,/a/x.json,/",
        "'',/,/",
        "/*,/a/x.json,*.json"
    })
    void betterPatternWins(String better, String path, String other) {
        assertTrue(Mapping.of(better).fit(path) > Mapping.of(other).fit(path));
    }
}
