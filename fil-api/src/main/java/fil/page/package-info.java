/** How a page comes from its templates. */
@Export
@Version("1.0.0")
package fil.page;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
