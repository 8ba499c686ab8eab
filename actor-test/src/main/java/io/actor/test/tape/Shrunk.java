package io.actor.test.tape;

/**
 * What a shrinker came to.
 *
 * @param recording the smallest failing run it has found
 * @param attempts how many runs that took
 * @param finished whether none of its steps makes the run smaller; false when the budget
 * was used up
 */
public record Shrunk(Recording recording, int attempts, boolean finished) {
}
