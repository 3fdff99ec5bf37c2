package fil.release.archive;

/**
 * What an archive may cost at most.
 *
 * @param entries how many entries
 * @param bytes how much it may unpack to
 * @param ratio how many times its own size it may unpack to
 * @param depth how many folders deep
 * @param bundle how large one bundle may be: its code is held in memory while it is replaced
 */
public record ArchiveLimits(int entries, long bytes, int ratio, int depth, long bundle) {
    /** Far above any release of ours, far below what hurts. */
    public static final ArchiveLimits USUAL = new ArchiveLimits(10_000, 1L << 30, 100, 16, 64L << 20);
}
