package fil.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a server single questions. */
final class Web {
    private static final long LONGEST_SECONDS = 120;

    private Web() {}

    /** Asks until the colour is answered. @return milliseconds since then */
    static double awaitAnswer(URI base) throws IOException {
        long begin = System.nanoTime();
        while (!answers(base)) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new IOException(base + " does not answer within " + LONGEST_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static boolean answers(URI base) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    base.resolve("/which-color.json").toURL().openConnection();
            boolean ok = connection.getResponseCode() == 200;
            connection.getInputStream().readAllBytes();
            return ok;
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
