package fil.control;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes out colours and all else that is meant for a terminal: commands of others do not ask whether there is one. */
final class PlainOutput extends FilterOutputStream {
    private static final int ESCAPE = 0x1B;
    private static final int FIRST_LAST_BYTE = 0x40;

    private enum At {
        TEXT,
        ESCAPED,
        SEQUENCE
    }

    private At at = At.TEXT;

    PlainOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        int octet = value & 0xFF;
        switch (at) {
            case TEXT -> {
                if (octet == ESCAPE) {
                    at = At.ESCAPED;
                } else {
                    out.write(octet);
                }
            }
            case ESCAPED -> at = octet == '[' ? At.SEQUENCE : octet == ESCAPE ? At.ESCAPED : At.TEXT;
            case SEQUENCE -> at = octet >= FIRST_LAST_BYTE ? At.TEXT : At.SEQUENCE;
            default -> throw new IllegalStateException(at.toString());
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }
}
