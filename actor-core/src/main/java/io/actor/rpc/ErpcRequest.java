package io.actor.rpc;

import java.util.concurrent.atomic.AtomicReference;

import io.actor.process.AliasTarget;
import io.actor.process.ExitReason;
import io.actor.process.ExitTerms;
import io.actor.process.Mfa;
import io.actor.process.Processes;
import io.actor.process.RemoteSpawn;
import io.actor.process.SystemLimitException;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * One call of a function on one node ({@code erpc:send_request/4}): a process there whose
 * exit reason is the result, and a monitor that brings it. The first outcome counts.
 */
final class ErpcRequest implements RemoteSpawn.Client, AliasTarget {

	private final Processes processes;

	private final String node;

	private final Mfa mfa;

	private final ListTerm args;

	/** Told once there is an outcome, on a thread that must not wait. */
	private final Runnable decided;

	/** Names the request and its monitor. */
	private final Ref id;

	/** Tells the result from any other exit reason. */
	private final Ref mark;

	private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

	private volatile @Nullable Pid from;

	private volatile @Nullable Pid child;

	/** A value or a failure. */
	sealed interface Outcome {

		/** The function returned. */
		record Value(Term term) implements Outcome {
		}

		/** It did not. */
		record Failure(RpcFailure failure) implements Outcome {
		}

	}

	/**
	 * A call that has not been sent.
	 * @param args the arguments of the function as they travel
	 */
	ErpcRequest(Processes processes, String node, Mfa mfa, ListTerm args, Runnable decided) {
		this.processes = processes;
		this.node = node;
		this.mfa = mfa;
		this.args = args;
		this.decided = decided;
		this.mark = processes.newRef();
		this.id = processes.openAlias(this);
	}

	String node() {
		return this.node;
	}

	Mfa mfa() {
		return this.mfa;
	}

	/** The process there, once it is known. */
	@Nullable Pid child() {
		return this.child;
	}

	@Nullable Outcome outcome() {
		return this.outcome.get();
	}

	/** Sends it; to this node itself it needs no network. */
	void send(RemoteFunctions local) {
		Mfa execute = Mfa.of(RemoteFunctions.ERPC, "execute_call", this.mark, Atom.of(this.mfa.module()),
				Atom.of(this.mfa.function()), this.args);
		RemoteSpawn spawn = RemoteSpawn.watched(this.processes, execute, this.id, this);
		this.from = spawn.from();
		boolean sent = false;
		try {
			if (this.node.equals(this.processes.node().name())) {
				spawnHere(spawn, local);
			}
			else {
				spawn.send(this.node);
			}
			sent = true;
		}
		finally {
			if (!sent) {
				// The process was told to end while it was suspended.
				this.processes.closeAlias(this.id);
			}
		}
	}

	private void spawnHere(RemoteSpawn spawn, RemoteFunctions local) {
		try {
			this.processes.remoteSignals()
				.spawn(local.body(spawn.mfa(), this.processes.converter()), spawn.from(), spawn.leader(), (process) -> {
					this.child = process.pid();
					this.processes.watch(spawn.from(), process.pid(), this.id);
				});
		}
		catch (SystemLimitException ex) {
			failed(ExitReason.named("system_limit"));
		}
	}

	static ListTerm arguments(Processes processes, Mfa mfa) {
		return ListTerm.of(mfa.args().stream().map(processes.converter()::dataTerm).toList());
	}

	private void decide(Outcome result) {
		if (this.outcome.compareAndSet(null, result)) {
			this.decided.run();
		}
	}

	/**
	 * Gives up: whatever comes from now on is dropped, and the work there goes on.
	 * @param why what is told instead of an outcome
	 * @return false if there is an outcome
	 */
	boolean close(RpcFailure why) {
		boolean late = this.outcome.compareAndSet(null, new Outcome.Failure(why));
		if (late) {
			this.processes.closeAlias(this.id);
			Pid watcher = this.from;
			Pid known = this.child;
			if (watcher != null && known != null) {
				this.processes.unwatch(watcher, known, this.id);
			}
		}
		return late;
	}

	// ---- what comes ----

	@Override
	public boolean spawned(Pid pid) {
		this.child = pid;
		// Race: given up at this moment, one of the two sides sees the other.
		return this.outcome.get() == null;
	}

	@Override
	public void failed(ExitReason reason) {
		this.processes.closeAlias(this.id);
		Term term = new ExitTerms(this.processes.converter()).toTerm(reason);
		decide(new Outcome.Failure(new RpcFailure.Erpc((term instanceof Atom why) ? why : Atom.of("notsup"))));
	}

	@Override
	public void down(ExitReason reason) {
		this.processes.closeAlias(this.id);
		decide(read(reason));
	}

	/** Nobody has a reason to send anything to this reference. */
	@Override
	public void message(Object message) {
	}

	private Outcome read(ExitReason reason) {
		if (reason.equals(ExitReason.NOCONNECTION)) {
			return new Outcome.Failure(RpcFailure.NOCONNECTION);
		}
		Term term = new ExitTerms(this.processes.converter()).toTerm(reason);
		if (term instanceof Tuple result && result.arity() == 3 && result.get(0).equals(this.mark)) {
			Term value = result.get(2);
			if (result.get(1).equals(ErpcCall.RETURN)) {
				return new Outcome.Value(value);
			}
			if (result.get(1).equals(ErpcCall.THROW)) {
				return new Outcome.Failure(new RpcFailure.Thrown(value));
			}
			if (result.get(1).equals(ErpcCall.EXIT)) {
				return new Outcome.Failure(new RpcFailure.Exited(value));
			}
			if (result.get(1).equals(ErpcCall.ERROR) && value instanceof Tuple pair
					&& pair.isTagged(Atom.of(RemoteFunctions.ERPC), 2) && pair.get(1) instanceof Atom why) {
				return new Outcome.Failure(new RpcFailure.Erpc(why));
			}
		}
		if (term instanceof Tuple result && result.arity() == 4 && result.get(0).equals(this.mark)
				&& result.get(1).equals(ErpcCall.ERROR) && result.get(3) instanceof ListTerm stack) {
			return new Outcome.Failure(new RpcFailure.Errored(result.get(2), stack));
		}
		return new Outcome.Failure(new RpcFailure.Signalled(term));
	}

}
