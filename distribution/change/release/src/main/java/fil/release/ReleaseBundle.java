package fil.release;

import java.util.List;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/**
 * One bundle of a release.
 *
 * @param id Maven coordinates {@code group:artifact:version} or {@code group:artifact:type:classifier:version}
 * @param symbolicName the Bundle-SymbolicName
 * @param version the Bundle-Version
 * @param startOrder its start level: 1 is started first
 * @param sha256 of its file, lower-case hexadecimal
 */
public record ReleaseBundle(String id, String symbolicName, Version version, int startOrder, String sha256) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ReleaseBundle {
        for (String part : id.split(":", -1)) {
            require(PART.matcher(part).matches() && !part.contains(".."), id, "id");
        }
        require(List.of(3, 5).contains(id.split(":", -1).length), id, "id");
        require(PART.matcher(symbolicName).matches(), id, "bundle");
        require(startOrder > 0 && startOrder <= 1000, id, "start-order (1 to 1000)");
        require(SHA256.matcher(sha256).matches(), id, "sha256");
    }

    /** @return the name of its file in {@code bundle/} */
    public String fileName() {
        String[] part = id.split(":");
        return part.length == 3 ? part[1] + "-" + part[2] + ".jar" : part[1] + "-" + part[4] + "-" + part[3] + ".jar";
    }

    /** @return where OSGi believes it comes from: the same for each version, so that an update keeps it */
    public String location() {
        return "fil:" + symbolicName;
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }

    private static void require(boolean right, String id, String field) {
        if (!right) {
            throw new ReleaseException("the feature's bundle '" + Release.printable(id) + "' has no valid " + field);
        }
    }
}
