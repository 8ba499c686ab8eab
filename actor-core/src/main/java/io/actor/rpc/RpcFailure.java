package io.actor.rpc;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Term;

/**
 * Why a function on another node gave no value; what {@code erpc:call} raises. The text
 * of each is what Erlang would show.
 */
public sealed interface RpcFailure {

	/** {@code {erpc, timeout}}: no result in time. The function may still run. */
	RpcFailure TIMEOUT = new Erpc(Atom.of("timeout"));

	/** {@code {erpc, noconnection}}: the node cannot be reached, or was lost. */
	RpcFailure NOCONNECTION = new Erpc(Atom.of("noconnection"));

	/**
	 * The function threw a value ({@code throw:Value}).
	 *
	 * @param value what it threw
	 */
	record Thrown(Term value) implements RpcFailure {

		@Override
		public String toString() {
			return "throw:" + this.value.print(RpcException.MOST_OF_A_TERM);
		}

	}

	/**
	 * The function exited ({@code exit:{exception, Reason}}).
	 *
	 * @param reason why
	 */
	record Exited(Term reason) implements RpcFailure {

		@Override
		public String toString() {
			return "exit:{exception," + this.reason.print(RpcException.MOST_OF_A_TERM) + "}";
		}

	}

	/**
	 * The process that ran the function was ended by a signal ({@code exit:{signal,
	 * Reason}}).
	 *
	 * @param reason of the signal, {@code killed} for example
	 */
	record Signalled(Term reason) implements RpcFailure {

		@Override
		public String toString() {
			return "exit:{signal," + this.reason.print(RpcException.MOST_OF_A_TERM) + "}";
		}

	}

	/**
	 * The function failed ({@code error:{exception, Reason, Stack}}).
	 *
	 * @param reason what was wrong; {@code undef} if there is no such function
	 * @param stack where, as Erlang writes it
	 */
	record Errored(Term reason, ListTerm stack) implements RpcFailure {

		@Override
		public String toString() {
			return "error:{exception," + this.reason.print(RpcException.MOST_OF_A_TERM) + ","
					+ this.stack.print(RpcException.MOST_OF_A_TERM) + "}";
		}

	}

	/**
	 * The call itself failed ({@code error:{erpc, Reason}}).
	 *
	 * @param reason {@code timeout}, {@code noconnection}, {@code notsup} if the node
	 * offers no calls, {@code system_limit} if it has too many processes,
	 * {@code interrupted} if the waiting thread was
	 */
	record Erpc(Atom reason) implements RpcFailure {

		@Override
		public String toString() {
			return "error:{erpc," + this.reason + "}";
		}

	}

	/**
	 * The function gave a value that is not of the Java type asked for.
	 *
	 * @param value what it gave
	 * @param problem what does not fit
	 */
	record Unreadable(Term value, String problem) implements RpcFailure {

		@Override
		public String toString() {
			return "its value " + this.value.print(RpcException.MOST_OF_A_TERM) + " cannot be read: " + this.problem;
		}

	}

}
