package io.actor.rpc;

/**
 * A function other nodes may call. Runs in a process of its own, which is
 * {@link io.actor.process.Process#current()}; it may block and call servers.
 */
@FunctionalInterface
public interface RemoteFunction {

	/**
	 * The function.
	 * @param args what it was called with
	 * @return its value, never null: say absence with an {@link java.util.Optional}
	 * @throws Exception the caller sees it as an error {@code {exception, Message}}; a
	 * {@link RaisedException} as what that says, and
	 * {@link io.actor.process.Process#exit(io.actor.process.ExitReason)} as an exit
	 */
	Object call(Arguments args) throws Exception;

}
