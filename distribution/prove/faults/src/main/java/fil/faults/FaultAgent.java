package fil.faults;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** Lets {@link ObeyedFaults} hear what the release handler notes of each change. */
public final class FaultAgent {
    /** Where the release handler notes each step when it is over, that it failed, and each undo. */
    private static final String JOURNAL = "fil.release.execute.Journal";

    private FaultAgent() {}

    /** @param file where the orders stand, see {@link FaultOrders} */
    public static void premain(String file, Instrumentation instrumentation) {
        System.setProperty(ObeyedFaults.FILE, file);
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .type(named(JOURNAL))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                                Advice.to(AfterNote.class).on(namedOneOf("end", "failed", "undo")))
                        .visit(Advice.to(AtBegin.class).on(isConstructor())))
                .installOn(instrumentation);
    }
}
