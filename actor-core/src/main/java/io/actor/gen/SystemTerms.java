package io.actor.gen;

import java.util.List;

import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * System requests and their answers as Erlang nodes send and expect them
 * ({@code sys.erl}). What carries a function or code does not travel.
 */
final class SystemTerms {

	static final Atom SYSTEM = Atom.of("system");

	private static final Atom ERROR = Atom.of("error");

	static final Atom TERMINATE = Atom.of("terminate");

	private static final Atom SHUTDOWN = Atom.of("shutdown");

	private static final Atom DEBUG = Atom.of("debug");

	private static final Atom UNKNOWN = Atom.of("unknown_system_msg");

	private SystemTerms() {
	}

	/** Whether this is a system request: {@code {system, {Pid, Tag}, Request}}. */
	static boolean isRequest(Object body) {
		return body instanceof Tuple tuple && tuple.isTagged(SYSTEM, 3) && tuple.get(1) instanceof Tuple from
				&& from.arity() == 2 && from.get(0) instanceof Pid;
	}

	/** A request of another node; {@link #isRequest} must hold. */
	static SystemRequest request(Processes processes, Tuple message) {
		Tuple from = (Tuple) message.get(1);
		RemoteFrom caller = new RemoteFrom(processes, (Pid) from.get(0), from.get(1));
		Term request = message.get(2);
		SystemOperation operation = operation(request);
		return new SystemRequest(operation, new Answer(processes, caller, request, operation));
	}

	private static SystemOperation operation(Term request) {
		if (request instanceof Tuple tuple && tuple.isTagged(TERMINATE, 2)) {
			return new SystemOperation.Terminate(reason(tuple.get(1)));
		}
		if (request instanceof Tuple tuple && tuple.isTagged(DEBUG, 2)) {
			return debug(tuple);
		}
		return switch (request) {
			case Atom(String name) when name.equals("get_state") -> new SystemOperation.GetState();
			case Atom(String name) when name.equals("get_status") -> new SystemOperation.GetStatus();
			case Atom(String name) when name.equals("suspend") -> new SystemOperation.Suspend();
			case Atom(String name) when name.equals("resume") -> new SystemOperation.Resume();
			default -> new SystemOperation.Unknown(request);
		};
	}

	private static SystemOperation debug(Tuple request) {
		return switch (request.get(1).print(40)) {
			case "no_debug" -> new SystemOperation.Debug("no_debug", Debugging::clear, null);
			case "{trace,true}" -> new SystemOperation.Debug("trace", (each) -> each.trace(true), null);
			case "{trace,false}" -> new SystemOperation.Debug("trace", (each) -> each.trace(false), null);
			case "{log,true}" -> new SystemOperation.Debug("log", (each) -> each.keepLog(Sys.LOG_SIZE), null);
			case "{log,false}" -> new SystemOperation.Debug("log", (each) -> each.keepLog(0), null);
			case "{log,print}" -> new SystemOperation.Debug("log", Debugging::printLog, null);
			case "{statistics,true}" -> new SystemOperation.Debug("statistics", (each) -> each.statistics(true), null);
			case "{statistics,false}" ->
				new SystemOperation.Debug("statistics", (each) -> each.statistics(false), null);
			default -> new SystemOperation.Unknown(request);
		};
	}

	/** A request for a server of another node, or null if it cannot travel. */
	static @Nullable Term term(Processes processes, SystemOperation operation) {
		return switch (operation) {
			case SystemOperation.GetState() -> Atom.of("get_state");
			case SystemOperation.Suspend() -> Atom.of("suspend");
			case SystemOperation.Resume() -> Atom.of("resume");
			case SystemOperation.Terminate(ExitReason reason) -> Tuple.of(TERMINATE, term(processes, reason));
			case SystemOperation.Debug debug when debug.term() != null -> Tuple.of(DEBUG, debug.term());
			default -> null;
		};
	}

	/** A reason as another node wrote it. */
	private static ExitReason reason(Term term) {
		return (term instanceof Tuple tuple && tuple.isTagged(SHUTDOWN, 2)) ? ExitReason.shutdown(tuple.get(1))
				: ExitReason.of(term);
	}

	/** A reason as other nodes read it. */
	static Term term(Processes processes, ExitReason reason) {
		return switch (reason) {
			case ExitReason.Named(Atom name) -> name;
			case ExitReason.Shutdown(Object detail) -> Tuple.of(SHUTDOWN, data(processes, detail));
			case ExitReason.Custom(Object value) -> data(processes, value);
			case ExitReason.Crash(Throwable cause) -> Binary.utf8(String.valueOf(cause));
		};
	}

	/** A value that is no term travels as its text. */
	private static Term data(Processes processes, Object value) {
		try {
			return processes.converter().dataTerm(value);
		}
		catch (RuntimeException ex) {
			return Binary.utf8(Reports.print(value));
		}
	}

	/** What another node has answered, as this node's own servers answer. */
	static Object answer(Object outcome) {
		return switch (outcome) {
			case Tuple error when error.isTagged(ERROR, 2) ->
				new SystemRequest.Refusal(ExitReason.of(error.get(1)), "it refused with " + error.get(1), null);
			default -> outcome;
		};
	}

	/**
	 * Answers a request of another node the way {@code sys} expects it.
	 *
	 * @param processes our node
	 * @param caller who asked
	 * @param request what was asked
	 * @param operation the same
	 */
	private record Answer(Processes processes, RemoteFrom caller, Term request,
			SystemOperation operation) implements From {

		@Override
		public void reply(Object value) {
			this.caller.reply(switch (value) {
				case SystemRequest.Refusal refusal when refusal.reason().equals(Sys.UNKNOWN_SYSTEM_MESSAGE) ->
					Tuple.of(ERROR, Tuple.of(UNKNOWN, this.request));
				case SystemRequest.Refusal refusal ->
					Tuple.of(ERROR, Tuple.of(term(this.processes, refusal.reason()), Binary.utf8(refusal.text())));
				case ServerStatus status -> status(status);
				default -> (this.operation instanceof SystemOperation.GetState)
						? SystemTerms.data(this.processes, value) : Atom.OK;
			});
		}

		/** {@code {status, Pid, {module, M}, [PDict, SysState, Parent, Debug, Misc]}}. */
		private Term status(ServerStatus status) {
			Atom running = Atom.of(status.suspended() ? "suspended" : "running");
			Term parent = status.parent().<Term>map((pid) -> pid).orElse(status.pid());
			ListTerm log = ListTerm
				.of(status.log().stream().<Term>map((event) -> Binary.utf8(event.toString())).toList());
			Term data = section(List.of(pair("Status", running), pair("Parent", parent), pair("Logged events", log)));
			Term state = section(List.of(pair("State", SystemTerms.data(this.processes, status.state()))));
			ListTerm misc = ListTerm
				.of(List.of(pair(Atom.of("header"), Binary.utf8("Status for " + status.type())), data, state));
			ListTerm debug = ListTerm.of(status.debugging().stream().<Term>map(Binary::utf8).toList());
			return Tuple.of(Atom.of("status"), status.pid(), Tuple.of(Atom.of("module"), Atom.of("gen_server")),
					ListTerm.of(List.of(ListTerm.EMPTY, running, parent, debug, misc)));
		}

		private static Term section(List<Term> pairs) {
			return pair(Atom.of("data"), ListTerm.of(pairs));
		}

		/** Erlang's strings are lists of characters. */
		private static Term pair(String key, Term value) {
			return pair(ListTerm.charlist(key), value);
		}

		private static Term pair(Term key, Term value) {
			return Tuple.of(key, value);
		}

	}

}
