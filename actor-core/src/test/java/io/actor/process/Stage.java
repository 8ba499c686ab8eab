package io.actor.process;

import java.util.Optional;

import io.actor.fixture.Workbench;

/**
 * The processes of one race. The thread of an actor plays the code of a process that is
 * running, or sends signals from outside.
 */
final class Stage {

	static final ExitReason BOOM = ExitReason.named("boom");

	static final ExitReason BANG = ExitReason.named("bang");

	final Workbench bench = new Workbench();

	final Processes processes = this.bench.processes;

	/** A process whose code is the calling thread: never idle and never run by others. */
	Process running() {
		return this.processes.prepare(new Kernel.Callbacks(Kernel::waitForever, (self, message) -> {
		}), SpawnOptions.DEFAULT, null);
	}

	/** The same, and exit signals reach it as messages. */
	Process trapping() {
		Process process = running();
		process.trapExit = true;
		return process;
	}

	/** A server that has started and waits for messages. */
	Process idle(Kernel.Handler handler) {
		Process process = this.processes.prepare(new Kernel.Callbacks((self) -> {
		}, handler), SpawnOptions.DEFAULT, null);
		this.processes.start(process);
		this.bench.work();
		return process;
	}

	/** The same, doing nothing with messages. */
	Process idle() {
		return idle((self, message) -> {
		});
	}

	/** An exit signal from outside, and the work it makes. */
	void exit(Process target, ExitReason reason) {
		this.processes.exit(this.processes.nobody(), target.pid(), reason);
		this.bench.work();
	}

	/** A running process comes to the end of its code. */
	void end(Process running, ExitReason reason) {
		this.processes.ending.end(running, reason);
	}

	/** How many messages of this type a running process has got; looks, takes nothing. */
	static int received(Process running, Class<?> type) {
		running.fetch();
		int count = 0;
		for (Message each = running.after(null); each != null; each = running.after(each)) {
			if (type.isInstance(each.body())) {
				count++;
			}
		}
		return count;
	}

	/** The reason in the first Exit a running process has got, or "none". */
	static String exitReason(Process running) {
		return first(running, Exit.class).map((exit) -> exit.reason().toString()).orElse("none");
	}

	/** The reason in the first Down a running process has got, or "none". */
	static String downReason(Process running) {
		return first(running, Down.class).map((down) -> down.reason().toString()).orElse("none");
	}

	private static <T> Optional<T> first(Process running, Class<T> type) {
		running.fetch();
		for (Message each = running.after(null); each != null; each = running.after(each)) {
			if (type.isInstance(each.body())) {
				return Optional.of(type.cast(each.body()));
			}
		}
		return Optional.empty();
	}

	/** Whether the first lives and has a link to the other. */
	static boolean linked(Process one, Process other) {
		Relations related = one.relations();
		synchronized (related) {
			return !related.ended() && related.linked(other.pid());
		}
	}

}
