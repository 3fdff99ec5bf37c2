/** What the shell needs of the release handler; the only package that this bundle exports. */
@Export
@Version("2.0.0")
package fil.release.handler;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
