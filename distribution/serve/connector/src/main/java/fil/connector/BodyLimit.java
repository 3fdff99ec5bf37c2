package fil.connector;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Answers 413 to a request whose body is larger than allowed. Only a body that comes without its length is counted as it is read:
 * Jetty's SizeLimitHandler puts itself around each request and each answer, though hardly any has a body.
 */
final class BodyLimit implements HttpConfiguration.Customizer {
    private final long most;

    /** @param most bytes */
    BodyLimit(long most) {
        this.most = most;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable headers) {
        long length = request.getLength();
        if (length > most) {
            throw tooLarge();
        }
        return length < 0 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
                ? new Counted(request)
                : request;
    }

    private static HttpException.RuntimeException tooLarge() {
        return new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413);
    }

    private final class Counted extends Request.Wrapper {
        private long read;

        Counted(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            read += chunk.remaining();
            if (read <= most) {
                return chunk;
            }
            chunk.release();
            HttpException.RuntimeException tooLarge = tooLarge();
            fail(tooLarge);
            return Content.Chunk.from(tooLarge);
        }
    }
}
