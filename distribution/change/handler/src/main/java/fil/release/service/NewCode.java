package fil.release.service;

import fil.release.Digest;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.archive.ArchiveLimits;
import fil.release.execute.Jars;
import fil.release.osgi.OsgiPlatform;
import fil.release.plan.Plan;
import fil.release.plan.Step;
import fil.signals.SmallFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all code that a change needs, forwards and back, into memory before anything stops. */
final class NewCode {
    private static final Logger LOG = LoggerFactory.getLogger(NewCode.class);
    private final ReleaseStore store;
    private final OsgiPlatform platform;

    NewCode(ReleaseStore store, OsgiPlatform platform) {
        this.store = store;
        this.platform = platform;
    }

    Jars jars(Plan plan, Release release) {
        Map<String, byte[]> before = new HashMap<>();
        Map<String, byte[]> after = new HashMap<>();
        for (Step.Update update : plan.of(Step.Update.class)) {
            before.put(update.name(), running(update.name()));
            after.put(update.name(), fresh(release, update.name()));
        }
        plan.of(Step.Remove.class).forEach(remove -> before.put(remove.name(), running(remove.name())));
        plan.of(Step.Install.class).forEach(install -> after.put(install.name(), fresh(release, install.name())));
        return new Jars(before, after);
    }

    private byte[] fresh(Release release, String name) {
        ReleaseBundle bundle = release.bundle(name).orElseThrow();
        return read(bundle)
                .orElseThrow(() -> new ReleaseException("bundle/" + bundle.fileName() + " changed meanwhile"));
    }

    /** The very octets that run, whatever a release says of them. */
    private byte[] running(String name) {
        try {
            return platform.jar(name);
        } catch (IOException e) {
            throw new ReleaseException("the running " + name + " cannot be kept for the undo: " + e.getMessage(), e);
        }
    }

    private Optional<byte[]> read(ReleaseBundle bundle) {
        try {
            byte[] jar = SmallFile.bytes(store.layout().file(bundle), (int) ArchiveLimits.USUAL.bundle());
            String found = HexFormat.of().formatHex(Digest.sha256().digest(jar));
            return found.equals(bundle.sha256()) ? Optional.of(jar) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", store.layout().file(bundle), e);
            return Optional.empty();
        }
    }
}
