package io.actor.process;

import io.actor.scheduler.Turn;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A process made of callbacks. It holds no thread while idle: each time it has mail, a
 * worker runs it for a bounded number of messages.
 */
final class ServerProcess extends Process {

	/**
	 * Messages handled before others get their turn. A quarter of what a sender may send
	 * in its turn: with much less, a receiver falls so far behind many senders that the
	 * garbage collector copies its backlog.
	 */
	private static final int BUDGET = 1024;

	private final Behaviour behaviour;

	private boolean started;

	ServerProcess(Processes processes, Behaviour behaviour, @Nullable Pid parent, SpawnOptions options) {
		super(processes, parent, options);
		this.behaviour = behaviour;
	}

	@Override
	protected void run(Turn turn) {
		enter(turn);
		try {
			if (!this.started) {
				this.started = true;
				checkAlive();
				this.behaviour.start(this);
				// Not here, even if there is mail: whoever waits for the start may have
				// lent its stack for it.
				enter(null);
				if (becomeIdle()) {
					return;
				}
				enter(turn);
			}
			else if (!handleMail(turn)) {
				return;
			}
		}
		catch (ProcessExit ex) {
			end(ex.reason());
			return;
		}
		catch (Throwable ex) {
			end(ExitReason.crash(ex));
			return;
		}
		// Seen under the lock by whoever wants to interrupt this process.
		leave();
		this.processes.scheduler.resubmit(this, turn);
	}

	/**
	 * Handles messages until there are none or the budget is used up.
	 * @return true if the process has to be queued again, false if it is idle and must
	 * not be touched
	 */
	private boolean handleMail(Turn turn) throws Exception {
		fetch();
		for (int left = BUDGET; left > 0; left--) {
			checkAlive();
			Message message = removeFirst();
			if (message == null) {
				drained();
				// Cleared first: after the step to idle the thread may run another
				// process, and an interrupt must not reach that one.
				enter(null);
				if (becomeIdle()) {
					return false;
				}
				enter(turn);
				fetch();
				continue;
			}
			this.handled++;
			turn.taken(this, message);
			if (message.readable()) {
				this.behaviour.handle(this, message);
			}
		}
		return true;
	}

	/** Its start may take any time. */
	@Override
	protected boolean isBrief() {
		return this.started;
	}

	@Override
	void continueWith(Body continuation) {
		throw new IllegalStateException("A server has no stack between messages, so it does not hibernate: " + this);
	}

	private void end(ExitReason reason) {
		leave();
		this.processes.ending.end(this, reason);
	}

	@Override
	void ended(ExitReason reason) {
		this.behaviour.ended(this, reason);
	}

	@Override
	String kind() {
		return this.behaviour.kind();
	}

	@Override
	Class<?> type() {
		return this.behaviour.type();
	}

	Behaviour behaviour() {
		return this.behaviour;
	}

}
