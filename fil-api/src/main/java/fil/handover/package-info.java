/** How state outlives the code that made it. Modelled on {@code code_change} of Erlang/OTP. */
@Export
@Version("1.0.0")
package fil.handover;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
