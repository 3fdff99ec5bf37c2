/** What the colour machine tells the rest: the colour of now, how long it holds, and what comes after it. */
@Export
@Version("1.0.0")
package fil.colour;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
