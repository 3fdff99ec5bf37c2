package fil.monitor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(name = "fil monitor", description = "The operator's page, the metrics and the detailed health")
@interface MonitorConfig {
    String PID = "fil.monitor";

    /** @return {@code on} or {@code off} */
    @AttributeDefinition(name = "Page and metrics", description = "on or off")
    String monitor() default "on";

    /** @return the port of its own, 0 for the port of everything else */
    @AttributeDefinition(name = "Port", description = "a port of its own, or 0: the port of everything else")
    int port() default 0;

    /** @return the address that the port of its own listens at */
    @AttributeDefinition(name = "Host", description = "the address that the port of its own listens at")
    String host() default "127.0.0.1";

    /** @return whether it answers other machines too */
    @AttributeDefinition(name = "From anywhere", description = "whether it answers other machines, and proxies, too")
    boolean remote() default false;
}
