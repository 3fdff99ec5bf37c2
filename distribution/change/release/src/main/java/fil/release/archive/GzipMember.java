package fil.release.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a gzip file of exactly one member (RFC 1952): unlike the JDK's stream it refuses anything after the trailer,
 * and it stops a file that inflates out of all proportion.
 */
final class GzipMember extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final long WINDOW = 16L << 20;

    private final PushbackInputStream in;
    private final int ratio;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 15];
    private int filled;
    private long inflatedBefore;
    private long readBefore;
    private boolean ended;

    GzipMember(InputStream in, int ratio) throws IOException {
        this.in = new PushbackInputStream(in, buffer.length);
        this.ratio = ratio;
        readHeader();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        int inflated = inflate(target, offset, length);
        crc.update(target, offset, inflated);
        requireRatio();
        if (inflated == 0) {
            readTrailer();
            return -1;
        }
        return inflated;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    /** Judged window by window: a bomb must not hide behind what is packed well. */
    private void requireRatio() throws ArchiveException {
        long inflated = inflater.getBytesWritten() - inflatedBefore;
        if (inflated <= WINDOW) {
            return;
        }
        if (inflated / ratio > inflater.getBytesRead() - readBefore) {
            throw new ArchiveException("", "inflates to more than " + ratio + " times its size");
        }
        inflatedBefore = inflater.getBytesWritten();
        readBefore = inflater.getBytesRead();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int inflated = inflater.inflate(target, offset, length);
            while (inflated == 0 && !inflater.finished()) {
                int read = in.read(buffer);
                if (read < 0 || inflater.needsDictionary()) {
                    throw new ArchiveException("", "is truncated");
                }
                filled = read;
                inflater.setInput(buffer, 0, read);
                inflated = inflater.inflate(target, offset, length);
            }
            return inflated;
        } catch (DataFormatException e) {
            throw new ArchiveException("", "is damaged: " + e.getMessage());
        }
    }

    private void readHeader() throws IOException {
        int[] head = new int[10];
        for (int i = 0; i < head.length; i++) {
            head[i] = in.read();
        }
        if (head[0] != 0x1f || head[1] != 0x8b || head[2] != 8 || (head[3] & RESERVED) != 0) {
            throw new ArchiveException("", "is not a gzip file");
        }
        if ((head[3] & EXTRA) != 0) {
            pass(number(2));
        }
        for (int flag : new int[] {NAME, COMMENT}) {
            while ((head[3] & flag) != 0 && octet() != 0) {
                continue;
            }
        }
        pass((head[3] & HEADER_CRC) != 0 ? 2 : 0);
    }

    private void readTrailer() throws IOException {
        ended = true;
        in.unread(buffer, filled - inflater.getRemaining(), inflater.getRemaining());
        if (number(4) != crc.getValue() || number(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ArchiveException("", "is damaged: its checksum is wrong");
        }
        if (in.read() >= 0) {
            throw new ArchiveException("", "has data after its end");
        }
    }

    private long number(int octets) throws IOException {
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value |= (long) octet() << (8 * i);
        }
        return value;
    }

    private void pass(long octets) throws IOException {
        for (long i = 0; i < octets; i++) {
            octet();
        }
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new ArchiveException("", "is truncated");
        }
        return octet;
    }
}
