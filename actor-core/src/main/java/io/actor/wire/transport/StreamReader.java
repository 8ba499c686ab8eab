package io.actor.wire.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Reads what comes on connections that are up, and lets what was read be handled by the
 * thread that has read it: one thread is woken for a message, and not two. For this it
 * has two threads. One leads, which is to wait and to read; when it has an
 * {@linkplain Errands errand} it gives the lead away, and takes it again afterwards. The
 * other one stands by, and takes the lead when an errand waits or takes longer than its
 * patience, a millisecond. So nothing that is handled keeps others from being read. While
 * one thread is away for so long, the other one takes no errands.
 *
 * <p>
 * What these threads write themselves leaves together: before they wait for more, at the
 * end of an errand, or when the lead is taken from it.
 */
final class StreamReader implements AutoCloseable {

	private static final int CAPACITY = 64 * 1024;

	private final long patienceNanos;

	private final Selector selector;

	private final Queue<Inbound> arriving = new ConcurrentLinkedQueue<>();

	/** What is to be flushed by who stands by. */
	private final Queue<NettyConnection> soon = new ConcurrentLinkedQueue<>();

	private final Seat first;

	private final Seat second;

	private final AtomicReference<@Nullable Seat> leader = new AtomicReference<>();

	/** The leader's. */
	private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

	/** The leader's. */
	private final Vigil vigil;

	/** When the lead was given away last. */
	private volatile long givenAway;

	/** How often it was; written by the leader. */
	private volatile int errands;

	/** The lead is to be taken at once. */
	private volatile boolean urgent;

	private volatile boolean closed;

	/**
	 * A reader that waits for connections.
	 * @param patienceNanos how long an errand may take until the other thread leads
	 * @param starter starts its threads
	 * @throws IOException if there is no descriptor for its selector
	 */
	StreamReader(String name, long patienceNanos, Consumer<Thread> starter) throws IOException {
		this.patienceNanos = patienceNanos;
		this.selector = Selector.open();
		this.vigil = new Vigil(this.selector, () -> !this.arriving.isEmpty());
		this.first = new Seat(name + "-0");
		this.second = new Seat(name + "-1");
		starter.accept(this.first);
		starter.accept(this.second);
	}

	/** From now on reads what comes there. */
	void add(Inbound inbound) {
		this.arriving.add(inbound);
		lookAgain();
		if (this.closed) {
			inbound.lost(null);
		}
	}

	/** Something about a connection has changed, or it has closed. */
	void lookAgain() {
		this.selector.wakeup();
	}

	/**
	 * Whether the current thread is one of these and flushes this connection later.
	 */
	static boolean collects(NettyConnection connection) {
		return Thread.currentThread() instanceof Seat seat && seat.collect(connection);
	}

	/** Flushes this connection in a millisecond or two. */
	void flushSoon(NettyConnection connection) {
		this.soon.add(connection);
		if (this.first.standsBy) {
			this.first.wakeIfAsleep();
		}
		else if (this.second.standsBy) {
			this.second.wakeIfAsleep();
		}
		else {
			flushAtLast();
		}
	}

	private void flushAtLast() {
		NettyConnection connection;
		while ((connection = this.soon.poll()) != null) {
			connection.flushAtLast();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.selector.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			LockSupport.unpark(this.first);
			LockSupport.unpark(this.second);
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	/** Without this thread nobody reads what comes. */
	private void fail(Throwable how) {
		try {
			List.copyOf(this.selector.keys()).forEach((key) -> ((Inbound) key.attachment()).lost(how));
		}
		catch (ClosedSelectorException ex) {
			// They are lost already.
		}
		close();
	}

	/** One of the two threads. */
	private final class Seat extends Thread {

		private final Runnable beforeWaiting = this::handOver;

		/** What this thread has written to and not flushed. */
		private final Queue<NettyConnection> collected = new ConcurrentLinkedQueue<>();

		/** What it writes is flushed later; its own. */
		private boolean collecting;

		/** It has just come back from an errand; its own. */
		private boolean errandDone;

		/** Neither leads nor has an errand. */
		private volatile boolean standsBy;

		/** Does not look by itself whether there is something to do. */
		private volatile boolean asleep;

		/** Has an errand. */
		private volatile boolean away;

		/** The other one leads meanwhile: what it writes is not to wait for the end. */
		private volatile boolean overdue;

		Seat(String name) {
			super(name);
			setDaemon(true);
		}

		private Seat other() {
			return (this == StreamReader.this.first) ? StreamReader.this.second : StreamReader.this.first;
		}

		void wakeIfAsleep() {
			if (this.asleep) {
				LockSupport.unpark(this);
			}
		}

		boolean collect(NettyConnection connection) {
			if (!this.collecting || this.overdue || connection.pendingBytes() >= NettyConnection.ENOUGH) {
				return false;
			}
			if (!this.collected.contains(connection)) {
				this.collected.add(connection);
			}
			// Race: the other thread has flushed for us meanwhile, and will not again.
			return !this.overdue;
		}

		@Override
		public void run() {
			try {
				while (awaitLead()) {
					Runnable errand = lead();
					if (errand != null) {
						errand.run();
						flush();
						this.away = false;
						this.errandDone = true;
					}
				}
			}
			catch (Throwable ex) {
				fail(ex);
			}
		}

		private void flush() {
			this.collecting = false;
			flushCollected();
		}

		/** Also called by the other one, when it leads while this one is away. */
		private void flushCollected() {
			NettyConnection connection;
			while ((connection = this.collected.poll()) != null) {
				connection.writeOut();
			}
		}

		/** Waits for the lead. False if there is nothing more to read. */
		private boolean awaitLead() {
			if (takeLead()) {
				return true;
			}
			this.standsBy = true;
			try {
				return standBy();
			}
			finally {
				this.standsBy = false;
				// Race: who has put something there has relied on us.
				flushAtLast();
			}
		}

		private boolean takeLead() {
			if (StreamReader.this.leader.get() != null || !StreamReader.this.leader.compareAndSet(null, this)) {
				return false;
			}
			StreamReader.this.urgent = false;
			if (other().away) {
				// Nobody stands by now who would flush for it later.
				other().overdue = true;
				other().flushCollected();
			}
			return !StreamReader.this.closed;
		}

		private boolean standBy() {
			int seen = StreamReader.this.errands - 1;
			while (!StreamReader.this.closed) {
				interrupted();
				if (StreamReader.this.leader.get() == null) {
					long left = StreamReader.this.patienceNanos - (System.nanoTime() - StreamReader.this.givenAway);
					if (!StreamReader.this.urgent && left > 0) {
						LockSupport.parkNanos(this, left);
					}
					else if (takeLead()) {
						return true;
					}
				}
				else if (seen != StreamReader.this.errands || !StreamReader.this.soon.isEmpty()) {
					seen = StreamReader.this.errands;
					LockSupport.parkNanos(this, StreamReader.this.patienceNanos);
					flushAtLast();
				}
				else {
					// Nothing happens at all, so there is no need to look.
					this.asleep = true;
					if (StreamReader.this.leader.get() != null && StreamReader.this.soon.isEmpty()
							&& !StreamReader.this.closed) {
						LockSupport.park(this);
					}
					this.asleep = false;
				}
			}
			return false;
		}

		/** Reads until there is an errand, or for ever. */
		private @Nullable Runnable lead() throws IOException {
			boolean asked = this.errandDone;
			this.errandDone = false;
			try {
				while (true) {
					StreamReader.this.vigil.await(asked);
					asked = false;
					Inbound fresh;
					while ((fresh = StreamReader.this.arriving.poll()) != null) {
						fresh.register(StreamReader.this.selector);
					}
					// Of no task any more, and with it no wait would last.
					interrupted();
					Runnable errand = read(StreamReader.this.selector.selectedKeys());
					if (errand != null) {
						return errand;
					}
					flush();
				}
			}
			catch (ClosedSelectorException ex) {
				return null;
			}
		}

		private @Nullable Runnable read(Set<SelectionKey> selected) {
			this.collecting = true;
			Iterator<SelectionKey> ready = selected.iterator();
			while (ready.hasNext()) {
				Inbound inbound = (Inbound) ready.next().attachment();
				ready.remove();
				Runnable errand = inbound.read(StreamReader.this.buffer, other().away ? null : this.beforeWaiting);
				if (errand != null) {
					boolean more = ready.hasNext();
					// What is left is found again.
					selected.clear();
					giveAway(more);
					return errand;
				}
			}
			return null;
		}

		/**
		 * Others may lead.
		 * @param more whether there is something to read
		 */
		private void giveAway(boolean more) {
			this.away = true;
			this.overdue = false;
			StreamReader.this.givenAway = System.nanoTime();
			StreamReader.this.errands++;
			StreamReader.this.urgent = more;
			StreamReader.this.leader.set(null);
			if (more) {
				LockSupport.unpark(other());
			}
			else {
				other().wakeIfAsleep();
			}
		}

		/** The errand is about to wait. */
		private void handOver() {
			flush();
			if (StreamReader.this.leader.get() == null) {
				StreamReader.this.urgent = true;
				LockSupport.unpark(other());
			}
		}

	}

}
