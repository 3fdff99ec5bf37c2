package fil.release;

import fil.signals.SystemName;
import java.nio.file.Path;
import java.util.List;

/**
 * All that can be wrong with a release before anything is changed: a closed set. Each is one sentence for the operator:
 * what is wrong, with what, and what to do next.
 */
public sealed interface Problem {
    /** @return what is wrong and what to do next */
    String sentence();

    /** The archive is not one that can be trusted. */
    record ArchiveDamaged(Path archive, String entry, String why) implements Problem {
        @Override
        public String sentence() {
            return "the archive " + archive.getFileName() + " is refused: "
                    + (entry.isEmpty() ? "" : "entry '" + Release.printable(entry) + "' ") + why
                    + "; get it again from where it was published";
        }
    }

    /** Nobody who is trusted signed the archive. */
    record NotTrusted(Path archive, String why) implements Problem {
        @Override
        public String sentence() {
            return why;
        }
    }

    /** The archive or the installation lacks a bundle that the feature names. */
    record BundleMissing(ReleaseBundle bundle, String where) implements Problem {
        @Override
        public String sentence() {
            return bundle + " is missing: there is no bundle/" + bundle.fileName() + " in " + where
                    + "; unpack the release again from a whole archive";
        }
    }

    /** A bundle is not the one that the feature means. */
    record DigestWrong(ReleaseBundle bundle, String where, String found) implements Problem {
        @Override
        public String sentence() {
            return "bundle/" + bundle.fileName() + " in " + where + " is not what the release says: its SHA-256 is "
                    + found + " instead of " + bundle.sha256() + "; unpack the release again from a whole archive";
        }
    }

    /** The manifest of a bundle says another name or version than the feature. */
    record ManifestOther(ReleaseBundle bundle, String says) implements Problem {
        @Override
        public String sentence() {
            return "bundle/" + bundle.fileName() + " should be " + bundle + ", but " + says
                    + "; the release was built wrongly";
        }
    }

    /** The installation has another file under the name of a bundle. */
    record FileTaken(ReleaseBundle bundle, String owner) implements Problem {
        @Override
        public String sentence() {
            return "bundle/" + bundle.fileName() + " is already here with other content, for release " + owner
                    + "; a bundle that changes needs a new version, or remove " + owner + " first";
        }
    }

    /** A bundle will not resolve against what will be there. */
    record Unresolved(String bundle, String requirement) implements Problem {
        @Override
        public String sentence() {
            return bundle + " will not resolve: nothing provides " + requirement + "; " + advice();
        }

        private String advice() {
            if (requirement.startsWith("osgi.ee ")) {
                return "this is Java " + Runtime.version().feature() + ", another one is chosen by "
                        + SystemName.variable("JAVA");
            }
            if (requirement.startsWith("osgi.native ")) {
                return "its native code is for other systems, this is " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch");
            }
            return "add a bundle that provides it to the release";
        }
    }

    /** A bundle that runs, that the release leaves out and stands on. */
    record LeftOut(String bundle, String release, List<String> why) implements Problem {
        @Override
        public String sentence() {
            return release + " leaves out " + bundle + ", on which it stands: " + why.get(0)
                    + (why.size() == 1 ? "" : ", and " + (why.size() - 1) + " more of the kind")
                    + "; add it to the release";
        }
    }

    /** A stateful bundle whose new version does not take over from the running one. */
    record StateLost(String symbolicName, String from, String to, String way) implements Problem {
        @Override
        public String sentence() {
            return symbolicName + " " + to + " does not say that it takes over the state of " + from
                    + (way.isEmpty() ? "" : "; " + way) + "; to go without the state of " + symbolicName
                    + ", say --lose-state " + symbolicName;
        }
    }

    /** The disk is too small for what would be written. */
    record DiskFull(Path folder, long needed, long free) implements Problem {
        @Override
        public String sentence() {
            return String.format(
                    "%s has %.1f MB free, but %.1f MB are needed; make room, or remove an old release",
                    folder, free / 1e6, needed / 1e6);
        }
    }

    /** The code that changes does not fit into memory, where it is held meanwhile, old and new. */
    record TooLarge(long bytes, long most) implements Problem {
        @Override
        public String sentence() {
            return "the bundles that change, old and new, have " + bytes + " bytes, but this process can hold " + most
                    + "; give Java more memory: " + SystemName.variable("JAVA_OPTS") + "=-Xmx1g " + SystemName.PROGRAM
                    + " restart --handover";
        }
    }

    /** The change would restart the code that makes it. */
    record NeedsRestart(String changed, String touched, String release) implements Problem {
        @Override
        public String sentence() {
            return changed + " cannot be replaced while the system runs: " + touched
                    + ", which makes the change, depends on it" + "; do it with a restart: " + SystemName.PROGRAM
                    + " permanent " + release
                    + ", then " + SystemName.PROGRAM + " restart";
        }
    }
}
