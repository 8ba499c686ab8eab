package io.actor.process;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.actor.scheduler.Interleave;
import io.actor.scheduler.Turn;
import io.actor.term.Ref;

/**
 * How processes end. An exit signal to an idle process ends it at once. A running one is
 * interrupted and ends when its code has unwound; if it was killed and does not unwind,
 * it is ended by force after a few milliseconds, while its thread is still inside its
 * code: that thread can no longer send, receive or be seen.
 */
final class Ending {

	/** How long a killed process may take to unwind before it is ended by force. */
	private static final Duration GRACE = Duration.ofMillis(10);

	/** When a process that does not unwind is reported. */
	private static final Duration ZOMBIE = Duration.ofSeconds(5);

	private final Processes processes;

	private final Queue<Unwinding> unwinding = new ConcurrentLinkedQueue<>();

	Ending(Processes processes) {
		this.processes = processes;
	}

	/** Makes a process that has just been told to end do so. */
	void begin(Process target, boolean kill) {
		switch (target.offer(new Nudge(), 0)) {
			case SCHEDULE -> this.processes.scheduler.submit(target, Turn.current());
			case QUEUED -> {
				this.unwinding.add(new Unwinding(target, this.processes.clock.nanoTime(), kill));
				target.interrupt();
			}
			case FULL, DEAD -> {
			}
		}
	}

	/**
	 * Ends a process: its names and its place first, so that nobody who hears of the end
	 * still finds it, not even one whose monitor comes too late; then its aliases, what
	 * it owes and what it was sent; links and monitors last.
	 */
	void end(Process process, ExitReason ownReason) {
		process.doom(ownReason);
		Interleave.point();
		ExitReason reason = process.endReason();
		this.processes.names.release(process);
		this.processes.table.remove(process);
		Interleave.point();
		Relations taken = process.takeRelations();
		if (taken == null) {
			return;
		}
		Turn.current().ended(process, reason);
		for (Ref alias : taken.aliases()) {
			this.processes.aliases.close(alias);
		}
		taken.timers().forEach(this.processes.sendTimers::discard);
		Interleave.point();
		try {
			process.ended(reason);
		}
		catch (Throwable ex) {
			// Of the user's code; links and monitors hear of the end all the same.
			this.processes.listener.crashed(process, ExitReason.crash(ex), 0);
		}
		taken.obligations().forEach((obligation) -> obligation.abandoned(reason));
		Interleave.point();
		Message incoming = process.closeIncoming();
		// Only looked at, not taken: ended by force, the process may still be using its
		// list, and must not break it for us nor we for it.
		for (Message left = process.after(null); left != null; left = process.after(left)) {
			undelivered(left, reason);
		}
		while (incoming != null) {
			Message below = incoming.next;
			undelivered(incoming, reason);
			incoming = below;
		}
		Interleave.point();
		this.processes.signals.release(process, taken, reason);
	}

	private void undelivered(Message message, ExitReason reason) {
		if (!message.undelivered(reason)) {
			this.processes.delivery.dropped(DropReason.RECEIVER_ENDED);
		}
	}

	/** Looks after processes that do not unwind; called about every millisecond. */
	void tick() {
		if (this.unwinding.isEmpty()) {
			return;
		}
		long now = this.processes.clock.nanoTime();
		this.unwinding.removeIf((each) -> each.process.closed() && !each.stillRuns());
		for (Unwinding each : this.unwinding) {
			long age = now - each.since;
			if (each.kill && age > GRACE.toNanos() && !each.forced) {
				each.forced = true;
				// Not here: user code may be waiting for the end, and this thread has the
				// whole scheduler to look after.
				this.processes.execute(() -> force(each));
			}
			if (age > ZOMBIE.toNanos() && !each.reported) {
				each.reported = true;
				this.processes.listener.zombie(each.process, each.process.endReason(), Duration.ofNanos(age));
			}
		}
	}

	/**
	 * Ends a killed process whose code does not return. A send in progress is let finish
	 * first: no message of the process may follow its Down.
	 */
	private void force(Unwinding killed) {
		Turn turn = killed.process.turn();
		if (turn != null && turn.sending()) {
			killed.forced = false;
			return;
		}
		end(killed.process, ExitReason.KILLED);
	}

	int zombies() {
		return (int) this.unwinding.stream().filter((each) -> each.reported).count();
	}

	/** Makes a process look whether it has been told to end; nobody misses it. */
	private static final class Nudge extends Message {

		Nudge() {
			super(ExitReason.KILL);
		}

		@Override
		protected boolean undelivered(ExitReason reason) {
			return true;
		}

	}

	/** A process that has been told to end while its code was running. */
	private static final class Unwinding {

		private final Process process;

		private final long since;

		private final boolean kill;

		private boolean reported;

		/** Whether a worker has been asked to end it by force. */
		private volatile boolean forced;

		private Unwinding(Process process, long since, boolean kill) {
			this.process = process;
			this.since = since;
			this.kill = kill;
		}

		private boolean stillRuns() {
			return this.process.turn() != null;
		}

	}

}
