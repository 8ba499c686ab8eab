package io.actor.process;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spawns processes on other nodes by module, function and arguments
 * ({@code erlang:spawn/4} and its kin). What a new process prints appears in the log of
 * this node.
 *
 * <p>
 * A spawn never fails because of the other node: if that cannot be reached, or offers no
 * processes, the pid is that of a process that has ended with {@code noconnection} (or
 * {@code notsup}), as links and monitors will tell.
 */
public final class RemoteSpawner {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.report.spawn");

	private final Processes processes;

	private final Function<Mfa, Body> local;

	/**
	 * A spawner.
	 * @param processes of this node
	 * @param local what the functions of this node do
	 */
	public RemoteSpawner(Processes processes, Function<Mfa, Body> local) {
		this.processes = processes;
		this.local = local;
	}

	/** Spawns a process and waits until it is there; from any thread. */
	public Pid spawn(String node, Mfa mfa) {
		Process self = RemoteSpawn.running(this.processes);
		if (isHere(node)) {
			return this.processes.spawn(this.local.apply(mfa), SpawnOptions.DEFAULT, self).pid();
		}
		Answer answer = ask(node, self, mfa, false, false);
		Pid child = answer.child();
		return (child != null) ? child
				: this.processes.spawn(crasher(node, mfa, answer.problem()), SpawnOptions.DEFAULT, self).pid();
	}

	/**
	 * The same, linked with the running process ({@code spawn_link/4}).
	 * @throws IllegalStateException if the current thread runs no process
	 */
	public Pid spawnLink(String node, Mfa mfa) {
		Process self = self("spawnLink");
		if (isHere(node)) {
			return self.spawnLink(this.local.apply(mfa));
		}
		Answer answer = ask(node, self, mfa, true, false);
		Pid child = answer.child();
		return (child != null) ? child : self.spawnLink(crasher(node, mfa, answer.problem()));
	}

	/**
	 * The same, monitored by the running process ({@code spawn_monitor/4}).
	 * @throws IllegalStateException if the current thread runs no process
	 */
	public Spawned spawnMonitor(String node, Mfa mfa) {
		Process self = self("spawnMonitor");
		if (isHere(node)) {
			return self.spawnMonitor(this.local.apply(mfa));
		}
		Answer answer = ask(node, self, mfa, false, true);
		Pid child = answer.child();
		return (child != null) ? new Spawned(child, answer.request())
				: self.spawnMonitor(crasher(node, mfa, answer.problem()));
	}

	/**
	 * Asks for a process and does not wait ({@code spawn_request/5}): a
	 * {@link SpawnReply} comes to the running process, before anything else of the new
	 * one. {@link Process#abandonSpawn} takes the request back.
	 * @param link whether the two are linked
	 * @param monitor whether the new one is monitored, under the request's reference
	 * @return names the request
	 * @throws IllegalStateException if the current thread runs no process
	 */
	public Ref spawnRequest(String node, Mfa mfa, boolean link, boolean monitor) {
		Process self = self("spawnRequest");
		if (isHere(node)) {
			SpawnOptions options = link ? SpawnOptions.LINK : SpawnOptions.DEFAULT;
			Body body = this.local.apply(mfa);
			return monitor ? self.spawnRequest(body, options, MonitorOptions.DEFAULT)
					: self.spawnRequest(body, options);
		}
		self.checkAlive();
		return this.processes.remoteSpawning.request(node, self, mfa, link, monitor);
	}

	private boolean isHere(String node) {
		return node.equals(this.processes.node().name());
	}

	private Process self(String operation) {
		Process self = RemoteSpawn.running(this.processes);
		if (self == null) {
			throw new IllegalStateException(operation + " is for processes; the current thread runs none");
		}
		return self;
	}

	private Answer ask(String node, @Nullable Process self, Mfa mfa, boolean link, boolean monitor) {
		if (self != null) {
			self.checkAlive();
		}
		Answer answer = new Answer(this.processes);
		RemoteSpawn spawn = new RemoteSpawn(this.processes, self, mfa, link, monitor, answer);
		answer.request = spawn.id();
		spawn.send(node);
		answer.await(this.processes);
		return answer;
	}

	/** Ends in the place of a process that could not be spawned. */
	private static Body crasher(String node, Mfa mfa, ExitReason reason) {
		return (self) -> {
			LOGGER.warn("Can not start {} on {}: {}", mfa, node, reason);
			throw self.exit(reason);
		};
	}

	/**
	 * Waits for the other node's answer. The first outcome counts: also that nobody
	 * waits.
	 */
	private static final class Answer extends Wait implements RemoteSpawn.Client {

		private @Nullable Ref request;

		/** The process, or why there is none. */
		private final AtomicReference<@Nullable Object> outcome = new AtomicReference<>();

		private Answer(Processes processes) {
			super(processes);
		}

		@Override
		public boolean spawned(Pid pid) {
			return decide(pid);
		}

		@Override
		public void failed(ExitReason reason) {
			decide(reason);
		}

		private boolean decide(Object result) {
			boolean first = this.outcome.compareAndSet(null, result);
			if (first) {
				wake();
			}
			return first;
		}

		@Override
		protected boolean done() {
			return this.outcome.get() != null;
		}

		private void await(Processes processes) {
			try {
				await(processes, Long.MAX_VALUE);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.outcome.compareAndSet(null, ExitReason.named("interrupted"));
			}
		}

		private @Nullable Pid child() {
			return (this.outcome.get() instanceof Pid pid) ? pid : null;
		}

		private ExitReason problem() {
			return (this.outcome.get() instanceof ExitReason reason) ? reason : ExitReason.NOCONNECTION;
		}

		private Ref request() {
			Ref known = this.request;
			if (known == null) {
				throw new IllegalStateException("A spawn without a request");
			}
			return known;
		}

	}

}
