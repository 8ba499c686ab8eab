package io.actor.gen;

import java.time.Duration;
import java.util.List;

import io.actor.process.AliasTarget;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.process.Wait;
import io.actor.term.Destination;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * Stops a server and waits for its end ({@code proc_lib:stop/3}). On another node it is
 * told by the system message {@code {terminate, Reason}}, which every OTP process obeys.
 */
final class Stopping extends Wait implements AliasTarget {

	private final Processes processes;

	private final Destination target;

	private volatile @Nullable ExitReason seen;

	private Stopping(Processes processes, Destination target) {
		super(processes);
		this.processes = processes;
		this.target = target;
	}

	/**
	 * Stops it and waits.
	 * @param timeout how long, or null for as long as it takes
	 * @throws CallException if it ended with another reason or is not gone in time
	 */
	static void stop(Processes processes, Destination target, ExitReason reason, @Nullable Duration timeout) {
		String name = CallFailure.name(processes, target);
		Stopping stopping = new Stopping(processes, target);
		ExitReason seen = stopping.run(reason, timeout);
		if (seen == null && Thread.currentThread().isInterrupted()) {
			throw new CallException("Interrupted while waiting for the end of " + name,
					ExitReason.named("interrupted"));
		}
		if (seen == null) {
			throw new CallException(name + " did not stop within " + timeout, CallException.TIMEOUT);
		}
		if (seen.equals(ExitReason.NOCONNECTION)) {
			throw new CallException("Cannot stop " + name + ": its node is not connected", RemoteCall.nodedown(target));
		}
		if (!stopping.same(seen, reason)) {
			throw new CallException(name + " ended with " + seen + " and not with " + reason, seen);
		}
	}

	private @Nullable ExitReason run(ExitReason reason, @Nullable Duration timeout) {
		Process self = Process.current();
		Pid watcher = (self != null && self.processes() == this.processes) ? self.pid() : this.processes.nobody();
		Ref ref = this.processes.openAlias(this);
		try {
			this.processes.watch(watcher, this.target, ref);
			if (this.target instanceof Pid pid && this.processes.isLocal(pid)) {
				this.processes.deliverAlways(pid, SystemMessage.stop(reason));
			}
			else {
				Term from = Tuple.of(watcher, ListTerm.improper(List.of(RemoteCall.ALIAS), ref));
				this.processes.send(this.target, Tuple.of(SystemTerms.SYSTEM, from,
						Tuple.of(SystemTerms.TERMINATE, SystemTerms.term(this.processes, reason))));
			}
			await(this.processes, (timeout != null) ? this.processes.deadline(timeout) : Long.MAX_VALUE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.processes.unwatch(watcher, this.target, ref);
			this.processes.closeAlias(ref);
		}
		return this.seen;
	}

	/** What came back from another node is a term. */
	private boolean same(ExitReason ended, ExitReason wanted) {
		return ended.equals(wanted) || (!this.processes.isLocal(this.target)
				&& SystemTerms.term(this.processes, ended).equals(SystemTerms.term(this.processes, wanted)));
	}

	/** That it has heard says nothing; that it is gone counts. */
	@Override
	public void message(Object message) {
	}

	@Override
	public void down(ExitReason ended) {
		this.seen = ended;
		wake();
	}

	@Override
	protected boolean done() {
		return this.seen != null;
	}

}
