package io.actor.rpc;

import io.actor.process.Body;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.ListTerm;

/**
 * A function as the whole of a process ({@code spawn(Node, M, F, A)}): its value is
 * nobody's, and what it raises is the exit reason.
 *
 * @param functions what may be called
 * @param module the module
 * @param function the function
 * @param args its arguments
 */
record FunctionCall(RemoteFunctions functions, String module, String function, ListTerm args) implements Body {

	@Override
	public void run(Process self) {
		ExitReason reason = Execution
			.reason(new Execution(this.functions, self).run(Atom.of(this.module), Atom.of(this.function), this.args));
		if (!reason.isNormal()) {
			throw self.exit(reason);
		}
	}

}
