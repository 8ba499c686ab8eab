package io.actor.node;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.actor.process.Processes;
import io.actor.process.Wait;
import io.actor.term.Pid;

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

	/** Suspends the current thread, process or not, while there is no room. */
	void awaitRoom(Processes processes) {
		if (this.peer.hasRoom()) {
			return;
		}
		Sender sender = new Sender(processes, this.peer);
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

		Sender(Processes processes, Peer peer) {
			super(processes);
			this.peer = peer;
		}

		@Override
		protected boolean done() {
			return this.peer.hasRoom();
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
