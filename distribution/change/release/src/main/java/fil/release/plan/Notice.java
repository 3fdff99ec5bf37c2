package fil.release.plan;

import fil.signals.Names;
import fil.signals.Role;

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
        BundleFacts facts = part.facts();
        boolean isServer = facts.implementsContract("osgi.http");
        if (facts.has(Role.GATE) || facts.has(Role.CONNECTIONS)) {
            return WAIT;
        }
        if (!isServer && Names.SERVES_CLIENTS.stream().noneMatch(facts::provides)) {
            return NOTHING;
        }
        if (isServer && !isThereAnother(part, around, Role.CONNECTIONS)) {
            return CONNECTIONS;
        }
        return isThereAnother(part, around, Role.GATE) ? WAIT : MISSING;
    }

    private static boolean isThereAnother(BundlePlacement part, Assembly around, Role role) {
        return around.parts().values().stream()
                .anyMatch(other ->
                        !other.name().equals(part.name()) && other.facts().has(role));
    }

    /** @return what clients notice, as a part of a sentence */
    public String words() {
        return words;
    }
}
