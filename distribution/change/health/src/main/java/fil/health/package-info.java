/**
 * Health is what was served before, served again, by what a client would ask.
 *
 * <pre>
 * before a change   {@link fil.health.Snapshot}      what runs, what is served, what was answered
 * after it          {@link fil.health.Expectation}   holds another snapshot against it: {@link fil.health.Finding}s
 * until decided     {@link fil.health.Patience}      what failed counts at once, what is on its way is waited for
 * </pre>
 *
 * These are values. {@link fil.health.RunningHealth} alone reads a framework, by names and not by wires: who looks at a
 * bundle must not be refreshed with it.
 */
package fil.health;
