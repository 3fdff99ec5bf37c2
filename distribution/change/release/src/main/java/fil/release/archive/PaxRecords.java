package fil.release.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The records of a POSIX extended header, of which only the name counts here; a size or a link target there would
 * contradict what the header says and is refused.
 *
 * @param path the name, or empty
 */
record PaxRecords(byte[] path) {
    static PaxRecords parse(String entry, byte[] text) throws ArchiveException {
        byte[] path = new byte[0];
        int at = 0;
        while (at < text.length) {
            int space = indexOf(text, ' ', at);
            int end = at + length(entry, text, at, space);
            int equals = indexOf(text, '=', space);
            if (end > text.length || equals < 0 || equals >= end || text[end - 1] != '\n') {
                throw damaged(entry);
            }
            String key = new String(text, space + 1, equals - space - 1, StandardCharsets.ISO_8859_1);
            if (key.equals("size") || key.equals("linkpath") || key.startsWith("GNU.sparse")) {
                throw new ArchiveException(entry, "has an extended header with " + key);
            }
            path = key.equals("path") ? Arrays.copyOfRange(text, equals + 1, end - 1) : path;
            at = end;
        }
        return new PaxRecords(path);
    }

    private static int length(String entry, byte[] text, int at, int space) throws ArchiveException {
        String digits = space < 0 ? "" : new String(text, at, space - at, StandardCharsets.ISO_8859_1);
        if (!digits.matches("[1-9][0-9]{0,5}") || Integer.parseInt(digits) <= digits.length() + 1) {
            throw damaged(entry);
        }
        return Integer.parseInt(digits);
    }

    private static int indexOf(byte[] text, char octet, int from) {
        for (int i = Math.max(from, 0); i < text.length; i++) {
            if (text[i] == octet) {
                return i;
            }
        }
        return -1;
    }

    private static ArchiveException damaged(String entry) {
        return new ArchiveException(entry, "has a damaged extended header");
    }
}
