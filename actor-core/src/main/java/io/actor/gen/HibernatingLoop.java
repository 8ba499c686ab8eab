package io.actor.gen;

import java.time.Duration;
import java.util.function.Supplier;

import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.scheduler.Timer;

import org.jspecify.annotations.Nullable;

/**
 * The loop of a server that hibernates by itself when it has been idle for a while
 * ({@code hibernate_after}). A loop of its own, because it notes the time of each
 * message, which others need not pay for.
 */
final class HibernatingLoop extends ServerLoop {

	private final Duration idle;

	/** When it will have been idle for long enough. */
	private long due;

	/** Wakes the server to look; one at a time, however many messages come. */
	private @Nullable Alarm alarm;

	HibernatingLoop(Supplier<? extends GenServer<?, ?>> supplier, @Nullable ServerName name, StartAck ack,
			Duration idle) {
		super(supplier, name, ack);
		this.idle = idle;
	}

	@Override
	public void start(Process self) {
		super.start(self);
		busy(self);
	}

	@Override
	public void handle(Process self, Message message) {
		if (message instanceof Look) {
			look(self);
			return;
		}
		super.handle(self, message);
		busy(self);
	}

	private void busy(Process self) {
		this.due = self.processes().deadline(this.idle);
		if (this.alarm == null) {
			set(self);
		}
	}

	private void look(Process self) {
		this.alarm = null;
		if (this.due - self.processes().clock().nanoTime() > 0) {
			set(self);
		}
		else {
			hibernate();
		}
	}

	private void set(Process self) {
		Alarm next = new Alarm(self, this.due);
		this.alarm = next;
		self.processes().timers().schedule(next);
	}

	@Override
	public void ended(Process self, ExitReason reason) {
		Alarm last = this.alarm;
		if (last != null) {
			last.cancel();
		}
		super.ended(self, reason);
	}

	/** Makes the server look whether it is idle. */
	private static final class Look extends Message {

		Look() {
			super("idle?");
		}

	}

	/** Sends it. */
	private static final class Alarm extends Timer {

		private final Process self;

		Alarm(Process self, long deadline) {
			super(deadline);
			this.self = self;
		}

		@Override
		protected void expire() {
			this.self.processes().deliverAlways(this.self, new Look());
		}

	}

}
