package fil.release.service;

import fil.release.AtomicFile;
import fil.release.Digest;
import fil.release.Release;
import fil.release.ReleaseException;
import fil.release.ReleaseStore;
import fil.release.handler.Outcome;
import fil.release.records.Waived;
import fil.release.trust.Acceptance;
import fil.release.trust.Decision;
import fil.release.trust.DowngradeGuard;
import fil.release.trust.Terms;
import fil.release.trust.Trust;
import fil.signals.BundleTrust;
import fil.signals.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Judges bundles that are brought in by hand as releases are: one of a release here that may be installed, or signed itself, and not
 * older; or by a flag, which the history keeps.
 */
@Component(service = Function.class, property = Names.NAME + "=" + Names.BUNDLE_TRUST)
public final class HandTrust implements Function<Map<String, Object>, String> {
    private final ReleaseStore store;
    private final Trust trust;
    private final DowngradeGuard guard;

    /** @param context of this bundle */
    @Activate
    public HandTrust(BundleContext context) {
        this.store = HandlerSite.of(context).store();
        this.trust = Trust.of(store.layout().home());
        this.guard = DowngradeGuard.of(store.layout().home());
    }

    /** @return why it may not be brought in; empty if it may */
    @Override
    public String apply(Map<String, Object> told) {
        BundleTrust.Question question = BundleTrust.Question.of(told);
        try {
            if (!isOfARelease(question.jar())) {
                Decision decision = decided(question);
                String current = store.status().current();
                Waived.note(
                        store.layout().releases(),
                        current,
                        current,
                        Outcome.CHANGED_BY_HAND,
                        question.what() + " with " + Release.printable(question.url()) + ", " + decision.why(),
                        decision.waived());
            }
            return "";
        } catch (ReleaseException e) {
            return e.getMessage();
        } catch (IOException e) {
            return question.what() + " is refused, for it cannot be judged: " + e + "; make room, and try again";
        }
    }

    private boolean isOfARelease(byte[] jar) {
        String sha256 = HexFormat.of().formatHex(Digest.sha256().digest(jar));
        return store.readable().values().stream()
                .filter(release -> release.bundles().stream()
                        .anyMatch(bundle -> bundle.sha256().equals(sha256)))
                .anyMatch(this::mayBeInstalled);
    }

    private boolean mayBeInstalled(Release release) {
        Path feature = store.layout().feature(release.name());
        boolean wasHere = store.status().wasInstalled(release.name(), true);
        try {
            Decision decision = trust.decide(
                    release.name(),
                    Digest.of(feature),
                    Acceptance.read(store.layout().trustFile(release.name())),
                    wasHere,
                    Terms.STRICT);
            return wasHere
                    || guard.requireCurrent("the release " + release.name(), decision, Terms.STRICT)
                            .verified();
        } catch (ReleaseException | IOException notToBeInstalled) {
            return false;
        }
    }

    private Decision decided(BundleTrust.Question question) throws IOException {
        Terms terms = new Terms(question.unsigned(), question.older(), false, false);
        Path folder = Files.createTempDirectory("fil-trust-");
        try {
            Path jar = Files.write(folder.resolve(fileName(question.url())), question.jar());
            if (question.signature().length > 0) {
                Files.write(jar.resolveSibling(jar.getFileName() + ".sig"), question.signature());
            }
            Decision decision = trust.decideFile(question.what(), jar, terms);
            return guard.requireCurrent(
                    question.what(), guard.requireUp(question.what(), decision, question.down(), terms), terms);
        } finally {
            AtomicFile.delete(folder);
        }
    }

    /** As an operator knows the file, if that is a name that a file may have here. */
    private static String fileName(String url) {
        String name = url.replaceFirst(".*/", "");
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,100}") ? name : "bundle.jar";
    }
}
