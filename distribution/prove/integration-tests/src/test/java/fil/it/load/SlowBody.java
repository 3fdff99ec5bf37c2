package fil.it.load;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The body of an upload that stops in the middle until it may go on. */
final class SlowBody extends InputStream {
    private final CountDownLatch allowed = new CountDownLatch(1);
    private final int length;
    private volatile int read;

    SlowBody(int length) {
        this.length = length;
    }

    boolean isHalfRead() {
        return read >= length / 2;
    }

    void goOn() {
        allowed.countDown();
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws InterruptedIOException {
        if (read >= length) {
            return -1;
        }
        if (isHalfRead()) {
            awaitLeave();
        }
        int end = isHalfRead() ? length : length / 2;
        int given = Math.min(wanted, end - read);
        read += given;
        return given;
    }

    private void awaitLeave() throws InterruptedIOException {
        try {
            if (!allowed.await(60, TimeUnit.SECONDS)) {
                throw new InterruptedIOException("nobody let the upload go on");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
