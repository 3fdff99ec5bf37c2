package fil.fsm.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the colour machine, configuration {@code fil.fsm}; may be changed while it runs. */
@ObjectClassDefinition(name = "fil colour machine")
public @interface CycleConfig {
    /** @return how long each colour is shown, in milliseconds */
    @AttributeDefinition(
            name = "cycle",
            description = "How long each colour is shown, in milliseconds.",
            min = "50",
            max = "86400000")
    long cycle() default 4_000;
}
