package fil.release.handler;

/**
 * A plan in numbers.
 *
 * @param from the release that runs
 * @param to the release to come
 * @param updated how many bundles get other code
 * @param added how many come
 * @param removed how many go
 * @param notice the most that clients notice, in a word: {@code nothing}, {@code wait}, {@code missing}, {@code connections}
 * @param noticed the same for people, a part of a sentence
 */
public record PlanSummary(String from, String to, int updated, int added, int removed, String notice, String noticed) {}
