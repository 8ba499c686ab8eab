package io.actor.rpc;

import java.util.List;

import io.actor.process.Body;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * {@code erpc:execute_call/4}: its process ends with the result of the function as its
 * exit reason, marked with a reference of the caller.
 *
 * @param functions what may be called
 * @param args the mark, module, function and its arguments
 */
record ErpcCall(RemoteFunctions functions, List<Term> args) implements Body {

	static final Atom RETURN = Atom.of("return");

	static final Atom THROW = Atom.of("throw");

	static final Atom EXIT = Atom.of("exit");

	static final Atom ERROR = Atom.of("error");

	@Override
	public void run(Process self) {
		Term mark = this.args.get(0);
		Execution.Result result = new Execution(this.functions, self).run(this.args.get(1), this.args.get(2),
				this.args.get(3));
		throw self.exit(ExitReason.of(switch (result) {
			case Execution.Result.Returned(Term value) -> Tuple.of(mark, RETURN, value);
			case Execution.Result.Raised(RaisedException.Kind kind, Term reason, ListTerm stack) -> switch (kind) {
				case THROW -> Tuple.of(mark, THROW, reason);
				case EXIT -> Tuple.of(mark, EXIT, reason);
				case ERROR -> Tuple.of(mark, ERROR, reason, stack);
			};
		}));
	}

}
