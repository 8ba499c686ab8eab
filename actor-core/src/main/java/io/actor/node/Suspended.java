package io.actor.node;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.actor.process.Processes;
import io.actor.process.Wait;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * The senders that wait because too much is queued for a peer already ({@code +zdbbl},
 * the distribution buffer busy limit). They go on when the queue has drained to its low
 * mark or the connection is lost.
 */
final class Suspended {

	private final Peer peer;

	/** In the order in which they came, and so they go on. */
	private final Queue<Sender> senders = new ConcurrentLinkedQueue<>();

	Suspended(Peer peer) {
		this.peer = peer;
	}

	/**
	 * Suspends the current thread, process or not, while there is no room.
	 * @param from in whose name it sends, or null
	 */
	void awaitRoom(Processes processes, @Nullable Object from) {
		Sender sender = new Sender(processes, this.peer, from);
		Pid suspended = sender.waiter();
		if (suspended != null) {
			processes.monitoring().busyDistPort(suspended, this.peer.name());
		}
		// Before the sender looks again: room that is made from now on wakes it.
		this.senders.add(sender);
		try {
			sender.await(processes);
		}
		finally {
			this.senders.remove(sender);
		}
	}

	/** There may be room again. */
	void lookAgain() {
		this.senders.forEach(Sender::lookAgain);
	}

	int count() {
		return this.senders.size();
	}

	private static final class Sender extends Wait {

		private final Peer peer;

		private final @Nullable Object from;

		Sender(Processes processes, Peer peer, @Nullable Object from) {
			super(processes);
			this.peer = peer;
			this.from = from;
		}

		@Override
		protected boolean done() {
			return this.peer.hasRoom(this.from);
		}

		void lookAgain() {
			wake();
		}

		void await(Processes processes) {
			try {
				await(processes, Long.MAX_VALUE);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
