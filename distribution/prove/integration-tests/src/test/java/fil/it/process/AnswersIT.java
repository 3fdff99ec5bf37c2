package fil.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fil.it.OneInstallation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every client is promised of an answer, byte by byte. */
class AnswersIT extends OneInstallation {
    @Test
    void colourIsJsonThatNobodyKeeps() throws IOException {
        HttpResponse<String> answer = installation.web().ask("GET", "/which-color.json");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().matches("\\{\"color\":\"(olive|green|lime)\"}"), answer::body);
        assertEquals("application/json; charset=utf-8", header(answer, "Content-Type"));
        assertEquals("no-store", header(answer, "Cache-Control"));
    }

    @Test
    void pageIsHtmlWithAStrictPolicy() throws IOException {
        HttpResponse<String> answer = installation.web().ask("GET", "/");
        assertEquals(200, answer.statusCode());
        assertEquals("text/html; charset=utf-8", header(answer, "Content-Type"));
        assertTrue(answer.body().contains("<div id='color'><h3>Hello #1</h3></div>"), answer::body);
        String policy = header(answer, "Content-Security-Policy");
        assertTrue(policy.contains("default-src"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(answer.body().contains("<script>"), "no script within the page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/which-color.json"})
    void headIsGetWithoutABody(String path) throws IOException {
        HttpResponse<String> get = installation.web().ask("GET", path);
        HttpResponse<String> head = installation.web().ask("HEAD", path);
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        for (String name : List.of("Content-Type", "Cache-Control", "Content-Security-Policy")) {
            assertEquals(header(get, name), header(head, name));
        }
        assertTrue(header(head, "Content-Length").matches("[1-9][0-9]*"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /which-color.json",
        "PUT, /which-color.json",
        "DELETE, /which-color.json",
        "PATCH, /which-color.json",
        "TRACE, /which-color.json",
        "OPTIONS, /which-color.json",
        "PROPFIND, /which-color.json",
        "get, /which-color.json",
        "DANCE, /",
        "OPTIONS, /script.js",
        "POST, /",
        "DELETE, /",
    })
    void otherMethodsAreNotAllowed(String method, String path) throws IOException {
        HttpResponse<String> answer = installation.web().ask(method, path);
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", header(answer, "Allow"));
        betraysNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/which-color.json/more",
                "/which-color",
                "/WEB-INF/web.xml",
                "/%2e%2e/conf/fil.properties",
                "/index.html",
                "/..%2f..%2fetc/passwd",
                "/a%00b",
                "//"
            })
    void unknownPathsAreNotFoundAndBetrayNothing(String path) throws IOException {
        HttpResponse<String> answer = installation.web().ask("GET", path);
        assertTrue(List.of(404, 400).contains(answer.statusCode()), () -> path + " answered " + answer.statusCode());
        betraysNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"the tag", "W/\"other\", the tag", "*"})
    void pageThatTheClientHasIsNotSentAgain(String known) throws Exception {
        String tag = header(installation.web().ask("GET", "/"), "ETag");
        HttpRequest request = HttpRequest.newBuilder(installation.web().uri("/"))
                .header("If-None-Match", known.replace("the tag", tag))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(304, answer.statusCode());
        assertEquals("", answer.body());
    }

    @Test
    void noBannerOnAnyAnswer() throws IOException {
        betraysNothing(installation.web().ask("GET", "/"));
        betraysNothing(installation.web().ask("GET", "/which-color.json"));
    }

    private static void betraysNothing(HttpResponse<String> answer) {
        assertTrue(answer.headers().firstValue("Server").isEmpty(), () -> "Server: " + header(answer, "Server"));
        assertTrue(answer.headers().firstValue("X-Powered-By").isEmpty());
        String body = answer.body().toLowerCase();
        for (String word : List.of("jetty", "felix", "exception", "\tat ", "java.", "org.", "servlet")) {
            assertFalse(body.contains(word), () -> "'" + word + "' in " + answer.body());
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers()
                .firstValue(name)
                .orElseThrow(() -> new AssertionError(
                        "no header " + name + " in " + answer.headers().map()));
    }
}
