package fil.once;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * A request as it goes over the wire.
 *
 * @param id in its path, and nowhere else
 * @param head whether its answer has no body
 * @param closes whether it is the last one of its connection
 * @param sum of its body, as the servlet says it in X-Body
 * @param bytes all of it
 * @param waitsAt after how many of them its client waits for 100 Continue; 0: it does not
 */
record Asked(String id, boolean head, boolean closes, String sum, byte[] bytes, int waitsAt) {
    private static final String[] METHODS = {"GET", "GET", "HEAD", "POST", "POST", "POST", "PUT"};
    private static final String[] WAYS = {"plain", "plain", "chunks", "async", "dispatch"};
    private static final int LONGEST_MS = 60;
    private static final int SOME = 300;
    private static final int LARGE = 40_000;

    static Asked of(String path, String id, boolean closes, Random random) {
        String method = METHODS[random.nextInt(METHODS.length)];
        boolean hasBody = method.startsWith("P");
        byte[] body = new byte[!hasBody ? 0 : random.nextInt(random.nextInt(8) == 0 ? LARGE : SOME)];
        random.nextBytes(body);
        boolean chunked = hasBody && random.nextInt(3) == 0;
        StringBuilder head = new StringBuilder("%s %s/%s?how=%s&ms=%d HTTP/1.1\r\nHost: localhost\r\n"
                .formatted(
                        method,
                        path,
                        id,
                        WAYS[random.nextInt(WAYS.length)],
                        random.nextInt(random.nextInt(4) == 0 ? LONGEST_MS : 2)));
        head.append(closes ? "Connection: close\r\n" : "");
        boolean expects = hasBody && !closes && random.nextInt(5) == 0;
        head.append(expects ? "Expect: 100-continue\r\n" : "");
        head.append(
                !hasBody
                        ? ""
                        : chunked
                                ? "Transfer-Encoding: chunked\r\nTrailer: X-T\r\n"
                                : "Content-Length: " + body.length + "\r\n");
        return new Asked(
                id,
                method.equals("HEAD"),
                closes,
                sum(body),
                joined(head.append("\r\n").toString(), chunked ? chunks(body, random) : body),
                expects && body.length > 0 && id.hashCode() % 2 == 0 ? head.length() : 0);
    }

    /** Without the empty line at its end. */
    int headLength() {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    }

    private static String sum(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return Long.toHexString(sum.getValue());
    }

    private static byte[] chunks(byte[] body, Random random) {
        byte[] all = {};
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, 1 + random.nextInt(SOME));
            byte[] chunk = new byte[size];
            System.arraycopy(body, at, chunk, 0, size);
            all = joined(
                    joined(all, Integer.toHexString(size).toUpperCase(Locale.ROOT) + "\r\n"), joined(chunk, "\r\n"));
            at += size;
        }
        return joined(all, "0\r\nX-T: end\r\n\r\n");
    }

    private static byte[] joined(byte[] one, String two) {
        return joined(one, two.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] joined(String one, byte[] two) {
        return joined(one.getBytes(StandardCharsets.US_ASCII), two);
    }

    private static byte[] joined(byte[] one, byte[] two) {
        byte[] both = new byte[one.length + two.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }
}
