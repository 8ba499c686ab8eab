package io.actor.sample.chat.guest;

/**
 * The answer to a guest for whom nothing was done: {@code #{refused => <<"...">>}}.
 *
 * @param refused why, for people
 */
public record Refused(String refused) {
}
