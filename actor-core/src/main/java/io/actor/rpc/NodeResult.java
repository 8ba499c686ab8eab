package io.actor.rpc;

/**
 * What one node gave in a call of several.
 *
 * @param <T> type of the value
 */
public sealed interface NodeResult<T> {

	/** The node. */
	String node();

	/**
	 * The function returned.
	 *
	 * @param node the node
	 * @param value its value
	 * @param <T> type of the value
	 */
	record Value<T>(String node, T value) implements NodeResult<T> {
	}

	/**
	 * It did not.
	 *
	 * @param node the node
	 * @param failure why
	 * @param <T> type of the value there is not
	 */
	record Failed<T>(String node, RpcFailure failure) implements NodeResult<T> {
	}

}
