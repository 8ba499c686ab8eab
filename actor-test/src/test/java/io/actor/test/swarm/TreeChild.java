package io.actor.test.swarm;

import java.time.Duration;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.process.ExitReason;
import io.actor.term.Pid;

/** A leaf of a tree: starts, ends and terminates as planned, and tells. */
final class TreeChild extends GenServer<Object, TreeChild.End> {

	private final Grove grove;

	private final Twig twig;

	private Pid pid;

	private boolean leaves;

	/**
	 * Makes it end by itself.
	 *
	 * @param reason why; a crash is thrown
	 */
	record End(ExitReason reason) {
	}

	/** Never sent. */
	private record Nothing() {
	}

	TreeChild(Grove grove, Twig twig) {
		this.grove = grove;
		this.twig = twig;
	}

	@Override
	protected Init init() {
		self().trapExit(this.twig.traps());
		this.pid = self().pid();
		this.grove.began(this.twig, this.pid);
		if (!this.twig.starting().isZero()) {
			self().receive(Nothing.class, this.twig.starting());
		}
		return switch (this.twig.script().real()) {
			case null -> ok();
			case THROWS -> throw new ObjectServer.Planned();
			case REFUSES -> failed(ExitReason.named("refused"));
			case IGNORES -> ignore();
		};
	}

	@Override
	protected Next handleCast(End end) {
		this.leaves = true;
		if (end.reason() instanceof ExitReason.Crash(Throwable cause) && cause instanceof RuntimeException planned) {
			throw planned;
		}
		return stop(end.reason());
	}

	@Override
	protected Next handleInfo(Object message) {
		return noReply();
	}

	@Override
	protected void terminate(ExitReason reason) {
		this.grove.terminates(this.twig, reason);
		Duration dying = this.leaves ? this.twig.leaving() : this.twig.dying();
		if (!dying.isZero()) {
			self().receive(Nothing.class, dying);
		}
	}

	@Override
	protected void ended(ExitReason reason) {
		this.grove.ended(this.twig, this.pid, reason);
	}

}
