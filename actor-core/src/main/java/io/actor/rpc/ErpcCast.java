package io.actor.rpc;

import java.util.List;

import io.actor.process.Body;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * {@code erpc:execute_cast/3}: the function runs and nobody hears of its result.
 *
 * @param functions what may be called
 * @param args module, function and its arguments
 */
record ErpcCast(RemoteFunctions functions, List<Term> args) implements Body {

	private static final ListTerm STACK = ListTerm
		.of(Tuple.of(Atom.of(RemoteFunctions.ERPC), Atom.of("execute_cast"), Int.of(3), ListTerm.EMPTY));

	@Override
	public void run(Process self) {
		Execution.Result result = new Execution(this.functions, self).run(this.args.get(0), this.args.get(1),
				this.args.get(2));
		switch (result) {
			case Execution.Result.Returned returned -> {
			}
			case Execution.Result.Raised(RaisedException.Kind kind, Term reason, ListTerm stack) ->
				throw self.exit(switch (kind) {
					case THROW -> ExitReason.of(Tuple.of(Tuple.of(Atom.of("nocatch"), reason), STACK));
					case EXIT -> ExitReason.of(reason);
					case ERROR ->
						ExitReason.of(Tuple.of(Tuple.of(Atom.of("exception"), Tuple.of(reason, stack)), STACK));
				});
		}
	}

}
