package fil.launcher;

import fil.release.Digest;
import fil.release.Release;
import fil.release.ReleaseBundle;
import fil.release.ReleaseStore;
import fil.release.plan.Difference;
import fil.release.plan.Held;
import fil.signals.CacheLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The bundles the framework keeps from one start to the next, compared with a release and put right. A bundle of a release has the
 * location {@code fil:NAME}, in every version, or is one that the operator had brought in before a release had it; all others are
 * the operator's and stay.
 */
final class BundleCache {
    private static final String OURS = "fil:";
    private final BundleContext context;
    private final CacheLayout layout;
    private final ReleaseStore store;
    private final SameJars same;
    private final List<String> told = new ArrayList<>();
    private boolean byHand;

    BundleCache(BundleContext context, ReleaseStore store, SameJars same) {
        this.same = same;
        this.context = context;
        this.layout = new CacheLayout(Path.of(context.getProperty(Constants.FRAMEWORK_STORAGE)));
        this.store = store;
    }

    /** @return whether no bundle was ever installed */
    boolean isEmpty() {
        return context.getBundles().length == 1;
    }

    /**
     * Makes the cache hold what the release says.
     *
     * @param afresh whether what the operator has updated or stopped by hand is put back as well
     * @return what differed and was put right, a sentence without an end each
     */
    List<String> hold(Release release, boolean afresh) throws StartRefused {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(OURS)
                    && release.bundles().stream().noneMatch(it -> it.location().equals(bundle.getLocation()))) {
                if (!afresh) {
                    told.add(bundle.getSymbolicName() + " " + bundle.getVersion()
                            + " is not in the release; it was removed");
                }
                uninstall(bundle);
            }
        }
        Map<String, Held> wanted = Held.of(release);
        Map<String, Held> there = new HashMap<>();
        for (ReleaseBundle part : release.bundles()) {
            find(part).ifPresent(bundle -> there.put(part.symbolicName(), held(part, bundle)));
        }
        Difference difference = withoutByHand(Difference.between(there, wanted), release, afresh);
        if (!afresh) {
            difference.words(release.name(), there, wanted).forEach(it -> told.add(it + "; it was put right"));
        }
        for (ReleaseBundle part : release.inStartOrder()) {
            put(part, difference, afresh);
        }
        return told;
    }

    /** @return whether a bundle of the release has the code that the operator gave it */
    boolean isByHand() {
        return byHand;
    }

    /** What the operator has updated by hand can be read, and stays; what cannot be read is nobody's. */
    private Difference withoutByHand(Difference difference, Release release, boolean afresh) {
        Set<String> other = new TreeSet<>(difference.other());
        byHand = other.removeIf(name ->
                !afresh && isIntact(find(release.bundle(name).orElseThrow()).orElseThrow()));
        return new Difference(difference.missing(), other, difference.moved(), difference.idle(), difference.extra());
    }

    private boolean isIntact(Bundle bundle) {
        return layout.jar(bundle.getBundleId()).filter(CacheEntry::isIntact).isPresent();
    }

    /** The one with our location, or else the one that the operator had brought in before. */
    private Optional<Bundle> find(ReleaseBundle part) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> part.symbolicName().equals(bundle.getSymbolicName()))
                .min(Comparator.comparing(
                                (Bundle bundle) -> !bundle.getLocation().equals(part.location()))
                        .thenComparing(bundle -> !bundle.getVersion().equals(part.version()))
                        .thenComparing(Bundle::getBundleId));
    }

    private Held held(ReleaseBundle part, Bundle bundle) {
        return new Held(
                bundle.getVersion(),
                digest(part, bundle),
                bundle.adapt(BundleStartLevel.class).getStartLevel(),
                true);
    }

    /** Most are the very file that a start would install. */
    private String digest(ReleaseBundle part, Bundle bundle) {
        Optional<Path> jar = layout.jar(bundle.getBundleId());
        Path file = store.layout().file(part);
        try {
            return jar.isEmpty() ? "" : same.are(jar.get(), file) ? part.sha256() : Digest.of(jar.get());
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }

    private void put(ReleaseBundle part, Difference difference, boolean afresh) throws StartRefused {
        String name = part.symbolicName();
        Path file = store.layout().file(part);
        try {
            boolean missing = difference.missing().contains(name);
            if (missing) {
                makeWay(part, Optional.empty());
                try (InputStream in = Files.newInputStream(file)) {
                    context.installBundle(part.location(), in);
                }
            }
            Bundle bundle = find(part).orElseThrow();
            boolean update = difference.other().contains(name);
            if (update) {
                makeWay(part, Optional.of(bundle));
                try (InputStream in = Files.newInputStream(file)) {
                    bundle.update(in);
                }
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(part.startOrder());
            if ((missing || update || afresh) && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        } catch (IOException | BundleException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
            throw new StartRefused(
                    ExitCode.FAILED,
                    "The bundle " + name + " " + part.version() + " cannot be installed from " + file + ": " + why
                            + ". Unpack the archive of the release again.");
        }
    }

    /** There can be one bundle of a name and version only; what the operator has beside it in that version is the same. */
    private void makeWay(ReleaseBundle part, Optional<Bundle> itself) throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            if (part.symbolicName().equals(bundle.getSymbolicName())
                    && part.version().equals(bundle.getVersion())
                    && !itself.filter(bundle::equals).isPresent()) {
                told.add(part + " from " + bundle.getLocation()
                        + " was brought in by hand and gave way to the release's");
                bundle.uninstall();
            }
        }
    }

    private static void uninstall(Bundle bundle) throws StartRefused {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new StartRefused(
                    ExitCode.FAILED,
                    "The bundle " + bundle.getSymbolicName() + " of an older release cannot be removed: "
                            + e.getMessage() + ". Delete the folder felix-cache and start again.");
        }
    }
}
