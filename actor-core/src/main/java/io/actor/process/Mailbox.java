package io.actor.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.actor.scheduler.Interleave;
import io.actor.scheduler.Parker;
import io.actor.scheduler.Task;

import org.jspecify.annotations.Nullable;

/**
 * A mailbox whose one word {@code in} is both the newest message and the schedule state.
 *
 * <pre>
 * null      idle, queued nowhere         a sender: CAS to its message, and it schedules
 * BUSY      queued or running, no mail   a sender: CAS to its message
 *                                        the runner: CAS to null, to go idle
 * message   queued or running, newest    a sender pushes; the runner takes all
 * Parked    waits inside a receive       a sender: CAS to its message, and it unparks
 * DEAD      ended                        nobody
 * </pre>
 *
 * One CAS a message enqueues and decides who wakes the process. Going idle is a CAS that
 * fails if mail has come, so no wake-up is lost. Only the step away from null schedules
 * and only the runner makes null, so there is never more than one runner. After the
 * successful CAS to null the runner must not touch the process again: it may already run
 * elsewhere.
 *
 * <p>
 * Messages of one sender stay in order: the stack is reversed as a whole and goes behind
 * what was taken before.
 */
abstract class Mailbox extends Task {

	private static final VarHandle IN;

	private static final VarHandle REPORTED;

	static {
		try {
			IN = MethodHandles.lookup().findVarHandle(Mailbox.class, "in", Message.class);
			REPORTED = MethodHandles.lookup().findVarHandle(Mailbox.class, "reported", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private static final Message BUSY = new Message("busy");

	private static final Message DEAD = new Message("dead");

	/** A new process is about to be scheduled. */
	private volatile @Nullable Message in = BUSY;

	private @Nullable Message head;

	private @Nullable Message tail;

	/** Messages taken and not handled; written by the runner, read by anyone. */
	private int stored;

	/** The highest length reported; forgotten when the mailbox is half empty again. */
	private volatile int reported;

	/** What became of an offer. */
	enum Offer {

		/** The process was idle; the caller has to schedule it. */
		SCHEDULE,

		/** The process will see the message by itself. */
		QUEUED,

		/** The mailbox is full. */
		FULL,

		/** The process has ended. */
		DEAD

	}

	/**
	 * Enqueues a message; any thread.
	 * @param limit the most messages there may be, or 0 for no limit
	 */
	final Offer offer(Message message, int limit) {
		while (true) {
			Message top = this.in;
			if (top == null) {
				message.next = null;
				message.depth = 1;
				if (IN.compareAndSet(this, null, message)) {
					return Offer.SCHEDULE;
				}
			}
			else if (top == BUSY) {
				message.next = null;
				message.depth = 1;
				if (limit != 0 && this.stored >= limit) {
					return Offer.FULL;
				}
				if (IN.compareAndSet(this, top, message)) {
					return Offer.QUEUED;
				}
			}
			else if (top == DEAD) {
				return Offer.DEAD;
			}
			else if (top instanceof Parked parked) {
				message.next = null;
				message.depth = 1;
				if (limit != 0 && this.stored >= limit) {
					return Offer.FULL;
				}
				if (IN.compareAndSet(this, top, message)) {
					parked.parker.unpark();
					return Offer.QUEUED;
				}
			}
			else {
				if (limit != 0 && top.depth + this.stored >= limit) {
					return Offer.FULL;
				}
				message.next = top;
				message.depth = top.depth + 1;
				if (IN.compareAndSet(this, top, message)) {
					return Offer.QUEUED;
				}
			}
		}
	}

	/** Takes what has arrived behind what was taken before; runner only. */
	final void fetch() {
		Message newest;
		do {
			newest = this.in;
			if (newest == null || newest == BUSY || newest == DEAD) {
				return;
			}
			Interleave.point();
			// A CAS and no exchange: ended by force meanwhile, the word must stay DEAD.
		}
		while (!IN.compareAndSet(this, newest, BUSY));
		int count = newest.depth;
		Message last = newest;
		Message first = null;
		for (Message each = newest; each != null;) {
			Message below = each.next;
			each.next = first;
			first = each;
			each = below;
		}
		if (this.tail == null) {
			this.head = first;
		}
		else {
			this.tail.next = first;
		}
		this.tail = last;
		this.stored += count;
		if (this.reported != 0 && this.stored < this.reported / 2) {
			this.reported = 0;
		}
	}

	/** The oldest message taken, or null; runner only. */
	final @Nullable Message removeFirst() {
		Message first = this.head;
		if (first != null) {
			this.head = first.next;
			if (this.head == null) {
				this.tail = null;
			}
			first.next = null;
			this.stored--;
		}
		return first;
	}

	/** The message behind this one, or the first for null; runner only. */
	final @Nullable Message after(@Nullable Message message) {
		return (message == null) ? this.head : message.next;
	}

	/** Takes the message behind this one, or the first for null, out of the list. */
	final void removeAfter(@Nullable Message before) {
		if (before == null) {
			removeFirst();
			return;
		}
		Message gone = before.next;
		if (gone != null) {
			before.next = gone.next;
			if (this.tail == gone) {
				this.tail = before;
			}
			gone.next = null;
			this.stored--;
		}
	}

	/** The newest message taken; runner only. */
	final @Nullable Message last() {
		return this.tail;
	}

	/** Goes idle unless mail has come; the runner must not touch the process after. */
	final boolean becomeIdle() {
		if (this.in != BUSY) {
			return false;
		}
		Interleave.point();
		return IN.compareAndSet(this, BUSY, null);
	}

	/** Begins to wait inside a receive, unless mail has come. */
	final boolean beginWait(Parked parked) {
		if (this.in != BUSY) {
			return false;
		}
		Interleave.point();
		return IN.compareAndSet(this, BUSY, parked);
	}

	/** Ends the wait if no mail has ended it. */
	final void endWait(Parked parked) {
		IN.compareAndSet(this, parked, BUSY);
	}

	/** Closes the mailbox and gives back what was in it, oldest last. */
	final @Nullable Message closeIncoming() {
		Message top = (Message) IN.getAndSet(this, DEAD);
		return (top == null || top == BUSY || top == DEAD || top instanceof Parked) ? null : top;
	}

	final boolean closed() {
		return this.in == DEAD;
	}

	/** Whether this length is to be reported: the first time the mailbox reaches it. */
	final boolean passes(int mark) {
		int before = this.reported;
		return before < mark && REPORTED.compareAndSet(this, before, mark);
	}

	/** Messages taken and not handled. */
	final int stored() {
		return this.stored;
	}

	/** Messages waiting; exact only for the runner. */
	final int length() {
		Message top = this.in;
		return this.stored + ((top == null || top == BUSY || top == DEAD || top instanceof Parked) ? 0 : top.depth);
	}

	/** Whether a runner holds the process or it is queued. */
	final boolean busy() {
		Message top = this.in;
		return top != null && !(top instanceof Parked) && top != DEAD;
	}

	/** The state of a process that waits inside a receive, with where it waits. */
	static final class Parked extends Message {

		final Parker parker;

		Parked(Parker parker) {
			super("parked");
			this.parker = parker;
		}

	}

}
