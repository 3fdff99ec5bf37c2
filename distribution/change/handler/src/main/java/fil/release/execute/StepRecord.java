package fil.release.execute;

import java.time.Duration;

/**
 * A step that was taken, or tried.
 *
 * @param step its name and what it was done to
 * @param at when, counted from the start of the change
 * @param took how long
 */
public record StepRecord(String step, Duration at, Duration took) {}
