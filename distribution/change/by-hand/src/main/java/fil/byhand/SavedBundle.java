package fil.byhand;

import fil.signals.BundleJar;
import java.io.IOException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/**
 * What was caught of a bundle before it is replaced: its version and a jar to bring it back.
 *
 * @param version the version that ran
 * @param modified when it came, in milliseconds since 1970
 * @param jar the bytes of its jar
 */
record SavedBundle(Version version, long modified, byte[] jar) {
    static SavedBundle of(BundleContext context, Bundle bundle) throws IOException {
        return new SavedBundle(bundle.getVersion(), bundle.getLastModified(), BundleJar.of(context, bundle));
    }
}
