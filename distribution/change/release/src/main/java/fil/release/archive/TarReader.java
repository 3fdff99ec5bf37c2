package fil.release.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Reads the regular files and folders of a tar file one after the other. Anything else in it (links, devices, sparse
 * files), anything missing and anything after its end is refused.
 */
final class TarReader implements AutoCloseable {
    /** What is done with the content of a file. */
    interface Visitor {
        /**
         * @param name the name of a file
         * @return where its content goes
         * @throws IOException if it cannot go there
         */
        OutputStream open(String name) throws IOException;
    }

    private static final int LONGEST_NAME = 4096;
    private static final int PADDING = 1 << 20;

    private final InputStream in;
    private final ArchiveLimits limits;
    private final EntryNames names;
    private long unpacked;
    private int entries;
    private byte[] longName = new byte[0];

    TarReader(InputStream in, ArchiveLimits limits) {
        this.in = in;
        this.limits = limits;
        this.names = new EntryNames(limits.depth());
    }

    void read(Visitor visitor) throws IOException {
        for (TarHeader header = header(); !header.isEnd(); header = header()) {
            entry(header, visitor);
        }
        if (longName.length > 0 || !header().isEnd()) {
            throw new ArchiveException("", "does not end as a tar file must");
        }
        requireZeros();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void entry(TarHeader header, Visitor visitor) throws IOException {
        String shown = EntryNames.decode(longName.length > 0 ? longName : header.name());
        header.requireChecksum(shown);
        if (++entries > limits.entries()) {
            throw new ArchiveException(shown, "is one more than the " + limits.entries() + " that there may be");
        }
        long size = header.size(shown);
        switch (header.type()) {
            case 'x', 'g', 'L' -> extension(header.type(), shown, size);
            case '5' -> {
                names.accept(shown, true);
                longName = new byte[0];
                body(shown, size, OutputStream.nullOutputStream());
            }
            case '0', '7' -> {
                String name = names.accept(shown, false);
                longName = new byte[0];
                try (OutputStream out = visitor.open(name)) {
                    body(shown, size, out);
                }
            }
            default ->
                throw new ArchiveException(
                        shown,
                        "is a link, a device or something else that no release has (type '" + header.type() + "')");
        }
    }

    /** A name too long for its header stands before it, as POSIX (x) or GNU (L) write it; other extensions say nothing here. */
    private void extension(char type, String shown, long size) throws IOException {
        if (size > LONGEST_NAME * 4L) {
            throw new ArchiveException(shown, "has an extended header of " + size + " bytes");
        }
        java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
        body(shown, size, text);
        if (type == 'L') {
            byte[] name = text.toByteArray();
            int end = name.length;
            while (end > 0 && name[end - 1] == 0) {
                end--;
            }
            longName = Arrays.copyOf(name, end);
        } else {
            PaxRecords records = PaxRecords.parse(shown, text.toByteArray());
            if (type == 'g' && records.path().length > 0) {
                throw new ArchiveException(shown, "gives one name to all entries");
            }
            longName = records.path().length > 0 ? records.path() : longName;
        }
    }

    private void body(String name, long size, OutputStream out) throws IOException {
        unpacked += size;
        if (size < 0 || unpacked < 0 || unpacked > limits.bytes()) {
            throw new ArchiveException(name, "would unpack the archive to more than " + limits.bytes() + " bytes");
        }
        try {
            copy(name, size, out);
        } catch (ArchiveException e) {
            // what is wrong with the packing is not known by a name there
            throw e.entry().isEmpty() ? new ArchiveException(name, e.getMessage()) : e;
        }
    }

    private void copy(String name, long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 15];
        long left = size;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new ArchiveException(name, "is truncated");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        int padding = (int) (-size & TarHeader.BLOCK - 1);
        if (in.readNBytes(padding).length < padding) {
            throw new ArchiveException(name, "is truncated");
        }
    }

    private TarHeader header() throws IOException {
        byte[] block = in.readNBytes(TarHeader.BLOCK);
        if (block.length < TarHeader.BLOCK) {
            throw new ArchiveException("", "is truncated");
        }
        return new TarHeader(block);
    }

    private void requireZeros() throws IOException {
        byte[] rest = in.readNBytes(PADDING);
        for (byte octet : rest) {
            if (octet != 0) {
                throw new ArchiveException("", "has data after its end");
            }
        }
        if (in.read() >= 0) {
            throw new ArchiveException("", "has data after its end");
        }
    }
}
