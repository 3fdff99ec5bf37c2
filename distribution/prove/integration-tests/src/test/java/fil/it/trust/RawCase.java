package fil.it.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Octets that no well-behaved client sends.
 *
 * @param name what is wrong with them
 * @param octets what is sent
 * @param refused whether the answer must be a refusal (4xx, 505) or the end of the connection
 */
record RawCase(String name, byte[] octets, boolean refused) {
    private static final String HOST = "Host: localhost\r\n";
    private static final String CHUNKED = HOST + "Transfer-Encoding: chunked\r\n\r\n";

    static Stream<RawCase> all() {
        List<RawCase> cases = new ArrayList<>();
        lengths(cases);
        chunks(cases);
        headers(cases);
        targets(cases);
        lines(cases);
        protocols(cases);
        return cases.stream();
    }

    @Override
    public String toString() {
        return name;
    }

    private static void lengths(List<RawCase> cases) {
        refused(
                cases,
                "length and chunks",
                get(HOST + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"));
        refused(cases, "two lengths that differ", get(HOST + "Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde"));
        refused(cases, "two lengths that agree", get(HOST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde"));
        for (String length : List.of("5, 5", "-1", "+5", "0x5", "99999999999999999999", "5 5", "")) {
            refused(cases, "length '" + length + "'", get(HOST + "Content-Length: " + length + "\r\n\r\nabcde"));
        }
        refused(
                cases,
                "a body beyond the limit",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 500000000\r\n\r\nabc");
    }

    private static void chunks(List<RawCase> cases) {
        for (String coding : List.of("xchunked", "chunked, identity", "chunked\r\nTransfer-Encoding: chunked")) {
            refused(cases, "coding " + coding, get(HOST + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n"));
        }
        // a body that nobody asked for: the answer does not wait for it, but the connection must not be used on
        for (String chunk :
                List.of("zz\r\nabc", "-1\r\nabc", "FFFFFFFFFFFFFFFFF\r\nabc", "3\r\nabcXX0\r\n\r\n", "\r\n")) {
            closed(cases, "chunk " + chunk, get(CHUNKED + chunk + "\r\n" + get(HOST + "\r\n")));
        }
    }

    private static void headers(List<RawCase> cases) {
        for (String header : List.of(
                "X-A: a\r\n b",
                "X-A: a\rb",
                "X-A : a",
                "Content-Length : 5",
                ": a",
                "nonsense",
                "X-A: a\0b",
                "X\0A: a")) {
            refused(cases, "header " + header, get(HOST + header + "\r\n\r\n"));
        }
        refused(cases, "a header of 100 kB", get(HOST + "X: " + "a".repeat(100_000) + "\r\n\r\n"));
        refused(cases, "5000 headers", get(HOST + "X: y\r\n".repeat(5000) + "\r\n"));
        refused(cases, "no host", get("\r\n"));
        refused(cases, "two hosts", get("Host: a\r\nHost: b\r\n\r\n"));
        refused(cases, "a host that is none", get("Host: a b/..\r\n\r\n"));
        refused(cases, "a host with a port that is none", get("Host: localhost:99999999\r\n\r\n"));
        refused(cases, "an expectation that is none", get(HOST + "Expect: magic\r\n\r\n"));
        plain(cases, "a range that is none", get(HOST + "Range: bytes=0-0,-99999999999999999999\r\n\r\n"));
        plain(cases, "a date that is none", get(HOST + "If-Modified-Since: yesterday\r\nIf-None-Match: \"\r\n\r\n"));
        plain(cases, "cookies that are none", get(HOST + "Cookie: " + "a=\"\\;;=;".repeat(50) + "\r\n\r\n"));
        plain(cases, "an event id that is none", get(HOST + "Last-Event-ID: " + "9".repeat(99) + "\r\n\r\n"));
        plain(cases, "an encoding that is none", get(HOST + "Accept-Encoding: ;;;q=\u00ff\r\n\r\n"));
    }

    private static void targets(List<RawCase> cases) {
        for (String target : List.of(
                "/\0",
                "/%00",
                "/%zz",
                "/%",
                "/%ff%fe",
                "/%c0%ae%c0%ae/",
                "/%u0041",
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/x",
                "/a%2fb",
                "/..;/..;/x",
                "/..\\..\\x",
                "/%5c..%5c",
                "//which-color.json",
                "http://evil.example/",
                "http://[::1/",
                "ftp://x/",
                "*",
                "which-color.json",
                "/\u00ff\u00fe",
                "/" + "a".repeat(20_000))) {
            refused(cases, "target " + target, "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n");
        }
        plain(cases, "a query that is none", "GET /which-color.json?a=%zz&&=&%00 HTTP/1.1\r\n" + HOST + "\r\n");
        plain(cases, "an absolute target", "GET http://localhost/which-color.json HTTP/1.1\r\n" + HOST + "\r\n");
        refused(cases, "a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        refused(cases, "options of all", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n");
    }

    private static void lines(List<RawCase> cases) {
        for (String line : List.of(
                "GET /",
                "GET / ",
                "GET / HTTP/1.9",
                "GET / HTTP/2.0",
                "GET / HTTP/9999.1",
                "GET\t/\tHTTP/1.1",
                " GET / HTTP/1.1",
                "G{}T / HTTP/1.1",
                "TRACE / HTTP/1.1",
                "TRACK / HTTP/1.1",
                "A".repeat(10_000) + " / HTTP/1.1")) {
            refused(cases, "line " + line, line + "\r\n" + HOST + "\r\n");
        }
        plain(cases, "lines that end in LF alone", "GET /which-color.json HTTP/1.1\nHost: localhost\n\n");
        plain(cases, "empty lines before the request", "\r\n".repeat(5000) + get(HOST + "\r\n"));
        refused(cases, "zeros", "\0".repeat(5000));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 2048; i++) {
            all.append((char) (i % 256));
        }
        refused(cases, "every octet", all + "\r\n\r\n");
    }

    private static void protocols(List<RawCase> cases) {
        refused(cases, "a TLS hello", "\u0016\u0003\u0001\0\u00f8\u0001\0\0\u00f4\u0003\u0003" + "r".repeat(240));
        refused(cases, "an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");
        plain(
                cases,
                "an upgrade to HTTP/2",
                get(HOST + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"));
        plain(
                cases,
                "an upgrade to WebSocket",
                get(HOST + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"));
    }

    private static String get(String rest) {
        return "GET /which-color.json HTTP/1.1\r\n" + rest;
    }

    private static void refused(List<RawCase> cases, String name, String text) {
        cases.add(new RawCase(shown(name), text.getBytes(StandardCharsets.ISO_8859_1), true));
    }

    private static void closed(List<RawCase> cases, String name, String text) {
        cases.add(new RawCase(shown(name), text.getBytes(StandardCharsets.ISO_8859_1), false));
    }

    private static void plain(List<RawCase> cases, String name, String text) {
        closed(cases, name, text.replaceFirst("\r\n(?=\r\n)|\n(?=\n)", "$0Connection: close$0"));
    }

    private static String shown(String name) {
        return name.substring(0, Math.min(name.length(), 60)).replaceAll("[\\p{Cntrl}\\u0080-\\u00ff]", "?");
    }
}
