package fil.release.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One block of 512 octets of a tar file read as a header (POSIX ustar, and GNU where it agrees). */
record TarHeader(byte[] block) {
    static final int BLOCK = 512;

    boolean isEnd() {
        for (byte octet : block) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }

    byte[] name() {
        byte[] name = field(0, 100);
        byte[] prefix = isPosix() ? field(345, 155) : new byte[0];
        if (prefix.length == 0) {
            return name;
        }
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    char type() {
        return block[156] == 0 ? '0' : (char) (block[156] & 0xff);
    }

    long size(String entry) throws ArchiveException {
        if ((block[124] & 0x80) == 0) {
            return octal(124, 12, entry);
        }
        long size = block[124] & 0x7f;
        for (int i = 125; i < 136; i++) {
            if (size >>> 55 != 0) {
                throw new ArchiveException(entry, "has an impossible size");
            }
            size = size << 8 | block[i] & 0xff;
        }
        return size;
    }

    void requireChecksum(String entry) throws ArchiveException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        if (sum != octal(148, 8, entry)) {
            throw new ArchiveException(entry, "has a damaged header");
        }
    }

    private boolean isPosix() {
        return new String(block, 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    }

    private long octal(int offset, int length, String entry) throws ArchiveException {
        String digits = new String(field(offset, length), StandardCharsets.ISO_8859_1).trim();
        if (!digits.matches("[0-7]{1,12}")) {
            throw new ArchiveException(entry, "has a damaged header");
        }
        return Long.parseLong(digits, 8);
    }

    private byte[] field(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, offset, end);
    }
}
