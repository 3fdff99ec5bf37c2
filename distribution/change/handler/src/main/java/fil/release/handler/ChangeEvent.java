package fil.release.handler;

import java.time.Duration;

/**
 * What happens in a change of release, as values: words are made of it in the shell alone. A closed set; in the order in
 * which they come:
 * <pre>
 * Waits*  (Begins Fetches* Took)*  Planned  Begun  (Begins Took)*  CutOver?  (Failed Undone*)?  Ended
 * </pre>
 */
public sealed interface ChangeEvent {
    /** @return when, counted from when the change was asked for */
    Duration at();

    /**
     * What is done: a phase before the plan, or a step of it.
     *
     * @param verb {@code read}, {@code check}, {@code unpack}, or that of a step: {@code stop}, {@code update} ...
     * @param subject what it is done to
     * @param detail for people, what it leads to; may be empty
     */
    record Action(String verb, String subject, String detail) {}

    /** Somebody else changes the system, and is soon ready. */
    record Waits(Duration at, Answer.UnderWay other) implements ChangeEvent {}

    /** Something has begun. */
    record Begins(Duration at, Action action) implements ChangeEvent {}

    /** An archive is being fetched; so many of its bytes are here. */
    record Fetches(Duration at, String address, long bytes, long size) implements ChangeEvent {}

    /** Something is done, or has failed: then {@link Failed} says why. */
    record Took(Duration at, Action action, Duration took) implements ChangeEvent {}

    /** It is known what is to be done. */
    record Planned(Duration at, PlanSummary plan) implements ChangeEvent {}

    /** From now on something changes. */
    record Begun(Duration at, String from, String to) implements ChangeEvent {}

    /** Clients see the new release. */
    record CutOver(Duration at, String release) implements ChangeEvent {}

    /** All of it is taken back, for this reason. */
    record Failed(Duration at, String reason) implements ChangeEvent {}

    /** One thing is taken back; if that did not succeed, the failure says why, and is not empty. */
    record Undone(Duration at, String what, String failure) implements ChangeEvent {}

    /** It is over. */
    record Ended(Duration at) implements ChangeEvent {}
}
