package io.actor.gen;

/**
 * A request that is answered with a value of this type; what makes the compiler check
 * replies.
 *
 * @param <R> type of the reply
 */
public interface Request<R> {

}
