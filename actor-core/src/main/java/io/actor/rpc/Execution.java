package io.actor.rpc;

import java.util.List;
import java.util.Optional;

import io.actor.process.ExitReason;
import io.actor.process.ExitTerms;
import io.actor.process.MessageConverter;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.rpc.RaisedException.Kind;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a function on behalf of another node ({@code erlang:apply/3}), and says how it
 * ended in Erlang's words.
 */
final class Execution {

	private static final Logger LOGGER = LoggerFactory.getLogger(RemoteFunctions.class);

	private final RemoteFunctions functions;

	private final Process self;

	/** How it ended. */
	sealed interface Result {

		/** It returned. */
		record Returned(Term value) implements Result {
		}

		/** It raised something. */
		record Raised(Kind kind, Term reason, ListTerm stack) implements Result {
		}

	}

	Execution(RemoteFunctions functions, Process self) {
		this.functions = functions;
		this.self = self;
	}

	Result run(Term module, Term function, Term args) {
		if (module instanceof Atom(String inModule) && function instanceof Atom(String named)
				&& args instanceof ListTerm list && list.isProper()) {
			Optional<RemoteFunction> code = this.functions.find(inModule, named, list.size());
			if (code.isEmpty()) {
				this.functions.count(CallOutcome.UNDEFINED);
				return error(Atom.of("undef"), module, function, list);
			}
			Result result = run(code.get(), new Frame(inModule, named, list));
			this.functions.count((result instanceof Result.Returned) ? CallOutcome.RETURNED : CallOutcome.RAISED);
			return result;
		}
		this.functions.count(CallOutcome.RAISED);
		return error(Atom.of("badarg"), Atom.of("erlang"), Atom.of("apply"), ListTerm.of(module, function, args));
	}

	private Result run(RemoteFunction code, Frame frame) {
		MessageConverter converter = this.self.processes().converter();
		try {
			Object value = code
				.call(new Arguments(frame.args().elements(), converter, this.self.parent().orElse(null)));
			this.self.checkAlive();
			return new Result.Returned(converter.dataTerm(value));
		}
		catch (Arguments.MismatchException ex) {
			LOGGER.debug("{} was called with other arguments than it takes", frame, ex);
			return frame.clauseError();
		}
		catch (RaisedException ex) {
			return new Result.Raised(ex.kind(), converter.dataTerm(ex.value()), frame.stack());
		}
		catch (ProcessExit ex) {
			// Told to end by somebody else, it ends with that reason.
			this.self.checkAlive();
			return new Result.Raised(Kind.EXIT, new ExitTerms(converter).toTerm(ex.reason()), frame.stack());
		}
		catch (Throwable ex) {
			this.self.checkAlive();
			// Its stack does not travel.
			this.self.processes().reports().uncaught(this.self, ExitReason.crash(ex));
			Term reason = Tuple.of(Atom.of("exception"), Binary.utf8(String.valueOf(ex.getMessage())));
			return new Result.Raised(Kind.ERROR, reason, frame.stack());
		}
	}

	/**
	 * The function itself, if that is what a process runs: how the process ends.
	 */
	static ExitReason reason(Result result) {
		return switch (result) {
			case Result.Returned returned -> ExitReason.NORMAL;
			case Result.Raised(Kind kind, Term reason, ListTerm stack) -> switch (kind) {
				case THROW -> ExitReason.of(Tuple.of(Tuple.of(Atom.of("nocatch"), reason), stack));
				case EXIT -> ExitReason.of(reason);
				case ERROR -> ExitReason.of(Tuple.of(reason, stack));
			};
		};
	}

	private static Result error(Atom reason, Term module, Term function, ListTerm args) {
		return new Result.Raised(Kind.ERROR, reason, ListTerm.of(Tuple.of(module, function, args, ListTerm.EMPTY)));
	}

	/** The only frame of the stack that others see. */
	private record Frame(String module, String function, ListTerm args) {

		private ListTerm stack() {
			return ListTerm
				.of(Tuple.of(Atom.of(this.module), Atom.of(this.function), Int.of(this.args.size()), ListTerm.EMPTY));
		}

		private Result clauseError() {
			return error(Atom.of("function_clause"), Atom.of(this.module), Atom.of(this.function), this.args);
		}

		@Override
		public String toString() {
			return this.module + ":" + this.function + List.of(this.args.print(200));
		}

	}

}
