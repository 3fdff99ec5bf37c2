package fil.web;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator can set, in Config Admin under the pid {@code fil.web}. A name ends in a dollar where Java needs it. */
@ObjectClassDefinition(name = "fil web", description = "How the web bridges a provider that is being replaced.")
public @interface WebConfig {
    @AttributeDefinition(description = "The longest that a request waits for a colour or a page, in ms.")
    long wait$() default 5_000;

    @AttributeDefinition(description = "How long a provider may be gone before it is missed, in ms.")
    long grace() default 10_000;

    @AttributeDefinition(description = "How many requests may wait at once.")
    int waiting() default 10_000;

    @AttributeDefinition(description = "How many event streams may be open at once.")
    int streams() default 10_000;

    @AttributeDefinition(description = "How often a page that has no event stream asks for the colour, in ms.")
    long askEvery() default 1_200;
}
