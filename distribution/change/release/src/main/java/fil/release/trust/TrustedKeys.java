package fil.release.trust;

import fil.release.Release;
import fil.signals.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whom an installation trusts.
 * <pre>
 * conf/trusted/NAME.pub     a public key; several at once while keys are changed
 * conf/trusted/revoked      a line for each id of a key, or SHA-512 of an archive, that is trusted no more
 * </pre>
 * A folder without keys trusts nobody; without the folder each archive is taken. It is read anew for each decision. What cannot be read is an error, never an absence: doubt refuses.
 */
public final class TrustedKeys {
    private final Map<String, PublicSide> keys;
    private final boolean configured;
    private final Set<String> revoked;

    private TrustedKeys(boolean configured, Map<String, PublicSide> keys, Set<String> revoked) {
        this.configured = configured;
        this.keys = keys;
        this.revoked = revoked;
    }

    /**
     * @param folder {@code conf/trusted} of the installation; need not be there
     * @return whom it trusts
     */
    public static TrustedKeys read(Path folder) {
        Map<String, PublicSide> keys = new TreeMap<>();
        Set<String> revoked = new HashSet<>();
        boolean configured = !Files.notExists(folder, LinkOption.NOFOLLOW_LINKS);
        for (Path file : configured ? files(folder) : List.<Path>of()) {
            String name = file.getFileName().toString();
            if (name.endsWith(".pub")) {
                PublicSide key = PublicSide.read(file);
                keys.put(key.id(), key);
            } else if (name.equals("revoked")) {
                revoked.addAll(revoked(file));
            } else if (!name.startsWith(".")) {
                throw new TrustException(file + " is neither a public key, NAME.pub, nor the list 'revoked';"
                        + " give it its right name, or take it away");
            }
        }
        return new TrustedKeys(configured, keys, revoked);
    }

    /** @return whether the operator said whom to trust, be it nobody; if not, each archive is taken */
    public boolean isConfigured() {
        return configured;
    }

    boolean isTrusted(String id) {
        return keys.containsKey(id) && !revoked.contains(id);
    }

    boolean isRevoked(String id) {
        return revoked.contains(id);
    }

    Optional<PublicSide> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    private static Set<String> revoked(Path file) {
        Set<String> found = new HashSet<>();
        for (String line : Pem.bounded(file).split("\\R")) {
            String id = line.replaceFirst("#.*", "").strip();
            if (!id.isEmpty() && !id.matches("[0-9a-f]{64}|[0-9a-f]{128}")) {
                throw new TrustException(file + " has the line '" + Release.printable(line)
                        + "': each line is the id of a key (64 digits) or the SHA-512 of an archive (128 digits)");
            }
            found.add(id);
        }
        found.remove("");
        return found;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new TrustException(folder + " cannot be read, so nobody is trusted: " + Reason.ofFile(e), e);
        }
    }
}
