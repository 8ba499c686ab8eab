package io.actor.rpc;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.process.Body;
import io.actor.process.Down;
import io.actor.process.ExitTerms;
import io.actor.process.GroupLeader;
import io.actor.process.SystemLimitException;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * The server {@code rex}, whom older nodes and C nodes ask for calls, and new ones for
 * what we can. Each function runs in a process of its own; those of {@code block_call}
 * one after another, without keeping the other calls waiting as Erlang's does.
 */
public final class Rex extends GenServer<Object, Object> {

	/** Its registered name. */
	public static final String NAME = "rex";

	/** Most calls that run at the same time. */
	private static final int MAX_CALLS = 10_000;

	private static final Atom CALL = Atom.of("call");

	private static final Atom BLOCK_CALL = Atom.of("block_call");

	private static final Atom CAST = Atom.of("cast");

	private static final Atom BADRPC = Atom.of("badrpc");

	private static final Atom EXIT = Atom.of("EXIT");

	private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");

	private final Supplier<RemoteFunctions> functions;

	/** Who waits for what a process does, by the monitor of the process. */
	private final Map<Ref, Job> running = new HashMap<>();

	private final Queue<Job> blocking = new ArrayDeque<>();

	/**
	 * A call.
	 *
	 * @param request {@code {call, Module, Function, Args, GroupLeader}}
	 * @param answer takes the result
	 * @param blocks whether others of its kind wait for it
	 */
	private record Job(Tuple request, Consumer<Term> answer, boolean blocks) {
	}

	/** A server for these functions. */
	public Rex(Supplier<RemoteFunctions> functions) {
		this.functions = functions;
	}

	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Next handleCall(Object question, From from) {
		if (question instanceof Tuple request && request.isTagged(CALL, 5)) {
			run(new Job(request, from::reply, false));
		}
		else if (question instanceof Tuple request && request.isTagged(BLOCK_CALL, 5)) {
			Job job = new Job(request, from::reply, true);
			if (this.blocking.size() >= MAX_CALLS) {
				job.answer().accept(badRpc(SYSTEM_LIMIT));
			}
			else {
				this.blocking.add(job);
				if (this.blocking.size() == 1) {
					nextBlocking();
				}
			}
		}
		// Anything else is never answered, by Erlang's either.
		return noReply();
	}

	@Override
	protected Next handleCast(Object message) {
		if (message instanceof Tuple request && request.isTagged(CAST, 5)) {
			run(new Job(request, (nobody) -> {
			}, false));
		}
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		switch (message) {
			case Down down -> ended(down);
			case Tuple pair when pair.arity() == 2 && pair.get(0) instanceof Pid asking -> bare(asking, pair.get(1));
			default -> {
			}
		}
		return noReply();
	}

	/** What comes as a plain message, with the asking process. */
	private void bare(Pid asking, Term question) {
		Atom node = self().processes().node();
		if (question.equals(Atom.of("features_request"))) {
			self().send(asking, Tuple.of(Atom.of("features_reply"), node, ListTerm.of(Atom.of(RemoteFunctions.ERPC))));
		}
		else if (question instanceof Tuple request && request.isTagged(CALL, 5)) {
			run(new Job(request, (value) -> self().processes().send(asking, Tuple.of(Atom.of(NAME), value)), false));
		}
		else if (question instanceof Tuple request && request.isTagged(Atom.of("sbcast"), 3)
				&& request.get(1) instanceof Atom(String name)) {
			boolean known = self().processes().whereis(name).isPresent();
			self().processes().send(RegisteredName.local(name), request.get(2));
			Term answer = known ? node : Tuple.of(Atom.of("nonexisting_name"), request.get(1));
			self().send(asking, Tuple.of(Atom.of(NAME), node, answer));
		}
	}

	/** Runs a call, or answers why not; then it is over. */
	private boolean run(Job job) {
		Tuple request = job.request();
		RemoteFunctions known = this.functions.get();
		Body body = (process) -> job.answer()
			.accept(answer(new Execution(known, process).run(request.get(1), request.get(2), request.get(3))));
		if (this.running.size() < MAX_CALLS) {
			try {
				self().processes()
					.remoteSignals()
					.spawn(body, self().pid(), leader(request.get(4)),
							(process) -> this.running.put(self().monitor(process.pid()), job));
				return true;
			}
			catch (SystemLimitException ex) {
				// Told below.
			}
		}
		job.answer().accept(badRpc(SYSTEM_LIMIT));
		return false;
	}

	private Pid leader(Term given) {
		return (given instanceof Pid pid) ? pid
				: self().processes().whereis(GroupLeader.CONSOLE).orElse(self().processes().nobody());
	}

	private void ended(Down down) {
		Job job = this.running.remove(down.monitor());
		if (job == null) {
			return;
		}
		if (!down.reason().isNormal()) {
			// It was killed, and has answered nobody.
			job.answer().accept(badRpc(new ExitTerms(self().processes().converter()).toTerm(down.reason())));
		}
		if (job.blocks()) {
			this.blocking.remove();
			nextBlocking();
		}
	}

	private void nextBlocking() {
		while (!this.blocking.isEmpty() && !run(this.blocking.element())) {
			this.blocking.remove();
		}
	}

	private static Term answer(Execution.Result result) {
		return switch (result) {
			case Execution.Result.Returned(Term value) -> value;
			case Execution.Result.Raised(RaisedException.Kind kind, Term reason, ListTerm stack) -> switch (kind) {
				case THROW -> reason;
				case EXIT -> badRpc(reason);
				case ERROR -> badRpc(Tuple.of(reason, stack));
			};
		};
	}

	private static Tuple badRpc(Term reason) {
		return Tuple.of(BADRPC, Tuple.of(EXIT, reason));
	}

}
