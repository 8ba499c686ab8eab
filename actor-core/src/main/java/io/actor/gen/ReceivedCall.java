package io.actor.gen;

/**
 * A call as a process that is no server receives it; it answers with
 * {@link From#reply(Object)}.
 *
 * @param request the request
 * @param from who waits
 */
public record ReceivedCall(Object request, From from) {
}
