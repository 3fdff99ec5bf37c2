package fil.release.archive;

import java.io.IOException;

/** An archive is refused; names the entry where that was found out. */
final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;
    private final String entry;

    ArchiveException(String entry, String why) {
        super(why);
        this.entry = entry;
    }

    String entry() {
        return entry;
    }
}
