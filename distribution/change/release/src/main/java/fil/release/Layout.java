package fil.release;

import java.nio.file.Path;

/**
 * Where the files of an installation are.
 * <pre>
 * bundle/NAME-VERSION.jar        each bundle of each release, once
 * releases/1986.a/1986.a.json    a release; unpacked when this file is there
 * releases/1986.a/trust          why its archive was believed
 * releases/status.properties     permanent, current, old, the change under way; replaced as a whole: the commit
 * releases/.undo/                the state as it was when the running change began
 * releases/history/              one JSON file for each change
 * </pre>
 *
 * @param home the folder of the installation
 */
public record Layout(Path home) {
    /** Makes the folder absolute. */
    public Layout {
        home = home.toAbsolutePath().normalize();
    }

    /** @return the folder of the releases */
    public Path releases() {
        return home.resolve("releases");
    }

    /** @return the folder of the bundles */
    public Path bundles() {
        return home.resolve("bundle");
    }

    /**
     * @param bundle a bundle of a release
     * @return its file
     */
    public Path file(ReleaseBundle bundle) {
        return bundles().resolve(bundle.fileName());
    }

    /**
     * @param name the name of a release
     * @return where its feature is, or would be
     */
    public Path feature(String name) {
        return releases().resolve(Release.requireName(name)).resolve(name + ".json");
    }

    /**
     * @param name the name of a release
     * @return the file that says why its archive was believed
     */
    public Path trustFile(String name) {
        return feature(name).resolveSibling("trust");
    }

    /** @return the file that says which release is which */
    public Path status() {
        return releases().resolve("status.properties");
    }

    /** @return the file that takes up the room which the undo of a running change needs */
    public Path ballast() {
        return releases().resolve(".ballast");
    }
}
