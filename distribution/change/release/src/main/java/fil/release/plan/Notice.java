package fil.release.plan;

/** What clients notice while a bundle is replaced. */
public enum Notice {
    /** The page and its data are served on from what was published. */
    NOTHING("clients notice nothing"),
    /** Requests to it wait until it is back. */
    WAIT("requests wait a moment at the gate, none is lost"),
    /** It serves requests, and no gate holds them. */
    MISSING("its answers are missing for a moment: there is no gate"),
    /** It holds the connections themselves. */
    CONNECTIONS("open connections are closed: clients must connect again");

    private static final String SERVLET = "jakarta.servlet.Servlet";
    private static final String GATE = "org.osgi.service.servlet.whiteboard.Preprocessor";
    private final String words;

    Notice(String words) {
        this.words = words;
    }

    /**
     * @param part a bundle that is stopped for a moment
     * @param around all that run
     * @return what clients notice of it
     */
    static Notice of(BundlePlacement part, Assembly around) {
        if (part.facts().implementsContract("osgi.http")) {
            return CONNECTIONS;
        }
        if (!part.facts().provides(SERVLET)) {
            return NOTHING;
        }
        boolean gate = around.parts().values().stream()
                .anyMatch(other ->
                        !other.name().equals(part.name()) && other.facts().provides(GATE));
        return gate ? WAIT : MISSING;
    }

    /** @return what clients notice, as a part of a sentence */
    public String words() {
        return words;
    }
}
