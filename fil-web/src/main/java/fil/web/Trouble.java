package fil.web;

import org.apache.felix.hc.api.Result;

/**
 * Why the web is not well.
 *
 * @param passing whether it may pass by itself, as while a provider is being replaced
 * @param sentence what is wrong, and what to do
 */
record Trouble(boolean passing, String sentence) {
    Result asResult() {
        return new Result(passing ? Result.Status.TEMPORARILY_UNAVAILABLE : Result.Status.CRITICAL, sentence);
    }
}
