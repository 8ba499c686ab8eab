package io.actor.gen;

/**
 * What a wait for any of several requests gave; see {@link RequestIds}.
 *
 * @param <L> type of the labels
 */
public sealed interface Collected<L> {

	/**
	 * One of them was decided, and is not in the collection any more.
	 *
	 * @param response what became of it
	 * @param label what it was added with
	 */
	record Answer<L>(Response<?> response, L label) implements Collected<L> {
	}

	/** The time was over, or the message was none of theirs. */
	record Nothing<L>() implements Collected<L> {
	}

	/** There is no request in the collection. */
	record NoRequest<L>() implements Collected<L> {
	}

}
