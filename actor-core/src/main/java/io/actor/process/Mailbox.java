package io.actor.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.actor.scheduler.Interleave;
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
 * what was taken before. Only a process that has opened a lane for priority messages
 * looks at each: those go before the others.
 */
abstract class Mailbox extends Task {

	private static final VarHandle IN;

	private static final VarHandle UNUSUAL;

	static {
		try {
			IN = MethodHandles.lookup().findVarHandle(Mailbox.class, "in", Message.class);
			UNUSUAL = MethodHandles.lookup().findVarHandle(Mailbox.class, "unusual", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private static final Message BUSY = new Message("busy");

	private static final Message DEAD = new Message("dead");

	/** It has a lane for priority messages. */
	static final int LANE = 1 << 30;

	/** The subscriber of the system monitor was told that it is long. */
	static final int WATCHED = 1 << 29;

	/** It has a limit of its own. */
	static final int LIMITED = 1 << 28;

	/**
	 * The other bits are the highest length reported, forgotten when the mailbox is half
	 * empty again.
	 */
	static final int MOST = LIMITED - 1;

	/** How often a look from another thread is tried while messages come and go. */
	private static final int LOOKS = 100;

	/** A new process is about to be scheduled. */
	private volatile @Nullable Message in = BUSY;

	private @Nullable Message head;

	private @Nullable Message tail;

	/** Messages taken and not handled; written by the runner, read by anyone. */
	private int stored;

	/** What is unusual about this mailbox: 0 for most, and then nobody looks further. */
	private volatile int unusual;

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

	/**
	 * Takes what has arrived behind what was taken before; runner only.
	 * @return whether some of it was put before what was taken before
	 */
	final boolean fetch() {
		int special = this.unusual;
		if (special != 0) {
			shrunk(special);
		}
		Message newest;
		do {
			newest = this.in;
			if (newest == null || newest == BUSY || newest == DEAD) {
				return false;
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
		// Who looks from another thread must not find the new list with the old links.
		VarHandle.storeStoreFence();
		// Read again: the lane may have been opened since by whoever runs this.
		special = this.unusual;
		boolean jumped = (special & LANE) != 0 && merge(first);
		if ((special & LANE) == 0) {
			if (this.tail == null) {
				this.head = first;
			}
			else {
				this.tail.next = first;
			}
			this.tail = last;
		}
		this.stored += count;
		taken();
		return jumped;
	}

	/**
	 * Messages were taken. Senders look how many there are, too, but cannot count what is
	 * just being taken.
	 */
	void taken() {
	}

	/**
	 * Puts priority messages behind those that are there, before all others.
	 * @return whether there are any
	 */
	private boolean merge(@Nullable Message arrived) {
		Message lane = null;
		for (Message each = this.head; each instanceof PriorityMessage; each = each.next) {
			lane = each;
		}
		boolean jumped = false;
		for (Message each = arrived; each != null;) {
			Message behind = each.next;
			if (each instanceof PriorityMessage) {
				jumped = true;
				insertAfter(lane, each);
				lane = each;
			}
			else {
				insertAfter(this.tail, each);
			}
			each = behind;
		}
		return jumped;
	}

	private void insertAfter(@Nullable Message before, Message message) {
		Message behind = (before == null) ? this.head : before.next;
		message.next = behind;
		if (before == null) {
			this.head = message;
		}
		else {
			before.next = message;
		}
		if (behind == null) {
			this.tail = message;
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
		if (!IN.compareAndSet(this, BUSY, null)) {
			return false;
		}
		rests();
		return true;
	}

	/** Begins to wait inside a receive, unless mail has come. */
	final boolean beginWait(Parked parked) {
		if (this.in != BUSY) {
			return false;
		}
		Interleave.point();
		if (!IN.compareAndSet(this, BUSY, parked)) {
			return false;
		}
		rests();
		return true;
	}

	/**
	 * A sender that has just said it is long may have come after the runner's last look
	 * and before the step above; then it has left the next look to the runner.
	 */
	private void rests() {
		if ((this.unusual & WATCHED) != 0) {
			lookAtLength(false);
		}
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
		while (true) {
			int before = this.unusual;
			if ((before & MOST) >= mark) {
				return false;
			}
			if (UNUSUAL.compareAndSet(this, before, (before & ~MOST) | mark)) {
				return true;
			}
		}
	}

	/** Whether anything is unusual about this mailbox. */
	final boolean unusual() {
		return this.unusual != 0;
	}

	/** Whether this is so of {@link #LANE}, {@link #WATCHED}, {@link #LIMITED}. */
	final boolean is(int bit) {
		return (this.unusual & bit) != 0;
	}

	final void mark(int bit) {
		if (!is(bit)) {
			UNUSUAL.getAndBitwiseOr(this, bit);
		}
	}

	final void unmark(int bit) {
		UNUSUAL.getAndBitwiseAnd(this, ~bit);
	}

	/** The runner has nothing left of what it took. */
	final void drained() {
		int special = this.unusual;
		if (special != 0) {
			shrunk(special);
		}
	}

	private void shrunk(int special) {
		int length = length();
		if (length < (special & MOST) / 2) {
			UNUSUAL.getAndBitwiseAnd(this, ~MOST);
		}
		if ((special & WATCHED) != 0) {
			lookAtLength(true);
		}
	}

	/**
	 * The system monitor takes the mailbox for long and wants to know when it is so no
	 * more.
	 * @param runner whether the runner looks, or anyone while it rests
	 */
	void lookAtLength(boolean runner) {
	}

	/** How many messages wait while nobody runs the process; -1 if somebody does. */
	final int lengthAtRest() {
		while (true) {
			Message top = this.in;
			if (top != null && !(top instanceof Parked)) {
				return -1;
			}
			int length = this.stored;
			VarHandle.acquireFence();
			if (this.in == top) {
				return length;
			}
		}
	}

	/**
	 * The newest message not taken, or what is no message: it has no depth; any thread.
	 */
	final @Nullable Message newest() {
		return this.in;
	}

	/** The oldest message taken, for any thread to look at. */
	final @Nullable Message first() {
		return this.head;
	}

	/**
	 * How many messages wait, for a sender that wants to be sure. What it has counted by
	 * itself has some twice if the runner took them meanwhile. While they are being taken
	 * they are in neither place, so it looks more than once.
	 * @return the length, or 0 if it is less than this
	 */
	final int atLeast(int enough) {
		for (int look = 0; look < LOOKS; look++) {
			int before = this.stored;
			VarHandle.acquireFence();
			Message top = this.in;
			int length = before
					+ ((top == null || top == BUSY || top == DEAD || top instanceof Parked) ? 0 : top.depth);
			if (length >= enough && this.stored == before) {
				return length;
			}
		}
		return 0;
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

}
