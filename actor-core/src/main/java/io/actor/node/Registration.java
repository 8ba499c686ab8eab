package io.actor.node;

import java.time.Duration;
import java.util.concurrent.Callable;

import io.actor.process.Processes;
import io.actor.process.SpawnOptions;
import io.actor.process.Wait;
import io.actor.scheduler.Timer;
import io.actor.wire.epmd.NodeEntry;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.PortInUseException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps a node registered on its host: with a port mapper that runs, or one it carries
 * itself. As in OTP a lost registration is tried again every two seconds, and what the
 * port mapper then says about the creation is ignored: a node keeps its own for life.
 */
final class Registration {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.node.epmd");

	private static final Duration AGAIN = Duration.ofSeconds(2);

	private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

	private static final Duration PATIENCE = Duration.ofSeconds(11);

	private final String node;

	private final NodeEntry entry;

	private final EpmdMode mode;

	private final PortMapper portMapper;

	/** Opens a port mapper of our own. */
	private final Callable<EmbeddedPortMapper> opener;

	private final Runtime runtime;

	private @Nullable EmbeddedPortMapper carried;

	private @Nullable Connection connection;

	private boolean closed;

	/** Why the last attempt to open a port mapper has failed; null if it has not. */
	private volatile @Nullable String unopened;

	/** When it was logged last that the registration was lost. */
	private @Nullable Long lossTold;

	/** How an attempt ended. */
	private enum Outcome {

		REGISTERED, REFUSED, NO_ANSWER

	}

	Registration(String node, NodeEntry entry, EpmdMode mode, PortMapper portMapper,
			Callable<EmbeddedPortMapper> opener, Runtime runtime) {
		this.node = node;
		this.entry = entry;
		this.mode = mode;
		this.portMapper = portMapper;
		this.opener = opener;
		this.runtime = runtime;
	}

	/**
	 * Registers, and waits for the answer.
	 * @throws NodeStartException if the node must be registered and is not
	 */
	void start() {
		if (this.mode == EpmdMode.EMBEDDED) {
			embed();
		}
		Attempt attempt = attempt();
		if (attempt.await() == Outcome.NO_ANSWER && this.mode == EpmdMode.AUTO) {
			carry();
			// Also if the port is taken: another one may have appeared meanwhile.
			attempt = attempt();
		}
		Outcome outcome = attempt.await();
		if (outcome == Outcome.REGISTERED) {
			return;
		}
		if (outcome == Outcome.REFUSED || this.mode != EpmdMode.AUTO) {
			throw new NodeStartException("Node " + this.node + " cannot register: " + attempt.problem, null);
		}
		LOGGER.warn("Node {} is not registered: {}. Peers reach it if they know its port, {}; trying again until it is",
				this.node, attempt.problem, this.entry.port());
		again();
	}

	/** In mode EMBEDDED there is no other. */
	private void embed() {
		try {
			open();
		}
		catch (PortInUseException ex) {
			throw new NodeStartException("Node " + this.node + " shall carry the port mapper of its host, and port "
					+ this.portMapper.port() + " is taken: another one runs, or another program has the port. Stop it,"
					+ " or use the mode 'auto' or 'external'", null);
		}
		catch (Exception ex) {
			throw new NodeStartException(
					"Node " + this.node + " cannot open the port mapper of its host: " + ex.getMessage(), ex);
		}
	}

	/** In mode AUTO another one is as good. */
	private void carry() {
		try {
			open();
		}
		catch (PortInUseException ex) {
			LOGGER.debug("Another port mapper has appeared", ex);
		}
		catch (Exception ex) {
			String problem = String.valueOf(ex.getMessage());
			// It is tried again every two seconds.
			Level level = problem.equals(this.unopened) ? Level.DEBUG : Level.WARN;
			this.unopened = problem;
			LOGGER.atLevel(level).log("Node {} cannot open the port mapper of its host: {}", this.node, problem);
		}
	}

	/** The only one who calls is the start, or the one attempt that follows a loss. */
	private void open() throws Exception {
		synchronized (this) {
			if (this.carried != null) {
				return;
			}
		}
		EmbeddedPortMapper opened = this.opener.call();
		this.unopened = null;
		synchronized (this) {
			if (!this.closed) {
				this.carried = opened;
				LOGGER.info("Node {} carries the port mapper of its host, on port {}", this.node,
						this.portMapper.port());
				return;
			}
		}
		opened.close();
	}

	private Attempt attempt() {
		Attempt attempt = new Attempt(this.runtime.processes());
		this.portMapper.register(this.entry, attempt);
		return attempt;
	}

	// ---- later ----

	private synchronized void again() {
		if (this.closed) {
			return;
		}
		this.runtime.timers().schedule(new Timer(this.runtime.processes().deadline(AGAIN)) {
			@Override
			protected void expire() {
				if (!isRegistered()) {
					Registration.this.portMapper.register(Registration.this.entry, new Later(true));
				}
			}
		});
	}

	/** Opening waits, and this is an I/O thread. */
	private void takeOver() {
		try {
			this.runtime.processes().spawn((self) -> {
				carry();
				this.portMapper.register(this.entry, new Later(false));
			}, SpawnOptions.DEFAULT, null);
		}
		catch (RuntimeException ex) {
			LOGGER.warn("Node {} cannot take over the port mapper of its host: {}", this.node, ex.getMessage());
			again();
		}
	}

	private void keep(Connection open) {
		synchronized (this) {
			if (!this.closed) {
				this.connection = open;
				return;
			}
		}
		open.close();
	}

	private void wasLost() {
		synchronized (this) {
			this.connection = null;
			if (this.closed) {
				return;
			}
		}
		LOGGER.atLevel(isNews() ? Level.WARN : Level.DEBUG)
			.log("The port mapper of the host of {} went away; registering again until there is one", this.node);
		again();
	}

	/**
	 * One that takes the node and goes at once, again and again, is worth a line a
	 * minute.
	 */
	private synchronized boolean isNews() {
		long now = this.runtime.processes().clock().nanoTime();
		Long before = this.lossTold;
		if (before != null && now - before < TOLD_AGAIN.toNanos()) {
			return false;
		}
		this.lossTold = now;
		return true;
	}

	private synchronized boolean isRegistered() {
		return this.connection != null;
	}

	synchronized PortMapperState state() {
		if (this.connection == null || this.closed) {
			return PortMapperState.MISSING;
		}
		return (this.carried != null) ? PortMapperState.CARRIED : PortMapperState.REGISTERED;
	}

	private synchronized boolean isClosed() {
		return this.closed;
	}

	/** Takes the node off the list and closes the port mapper if it is ours. */
	void close() {
		Connection open;
		EmbeddedPortMapper own;
		synchronized (this) {
			this.closed = true;
			open = this.connection;
			own = this.carried;
		}
		if (open != null) {
			open.close();
		}
		if (own != null) {
			own.close();
		}
	}

	/** An attempt nobody waits for. */
	private final class Later implements PortMapper.Registrant {

		private final boolean mayTakeOver;

		private Later(boolean mayTakeOver) {
			this.mayTakeOver = mayTakeOver;
		}

		@Override
		public void registered(Connection open) {
			keep(open);
			LOGGER.info("Node {} is registered again", Registration.this.node);
		}

		@Override
		public void failed(boolean refused, String problem) {
			LOGGER.debug("Node {} cannot register: {}", Registration.this.node, problem);
			if (!refused && this.mayTakeOver && Registration.this.mode == EpmdMode.AUTO && !isClosed()) {
				takeOver();
			}
			else {
				again();
			}
		}

		@Override
		public void lost() {
			wasLost();
		}

	}

	/** An attempt the start of the node waits for. */
	private final class Attempt extends Wait implements PortMapper.Registrant {

		private final Processes processes;

		private volatile @Nullable Outcome outcome;

		private volatile String problem = "the port mapper did not answer in time";

		private Attempt(Processes processes) {
			super(processes);
			this.processes = processes;
		}

		private Outcome await() {
			try {
				await(this.processes, this.processes.deadline(PATIENCE));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			Outcome now = this.outcome;
			return (now != null) ? now : Outcome.NO_ANSWER;
		}

		@Override
		protected boolean done() {
			return this.outcome != null;
		}

		private void ended(Outcome how, String why) {
			this.problem = why;
			this.outcome = how;
			wake();
		}

		@Override
		public void registered(Connection open) {
			keep(open);
			ended(Outcome.REGISTERED, "");
		}

		@Override
		public void failed(boolean refused, String why) {
			ended(refused ? Outcome.REFUSED : Outcome.NO_ANSWER, why);
		}

		@Override
		public void lost() {
			wasLost();
		}

	}

}
