package io.actor.gen;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Obligation;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A request nobody waits for yet. The first outcome counts. If a process asked, it gets a
 * {@link ResponseMessage}, so that responses have their place among its other mail; any
 * other thread looks here.
 */
final class PendingRequest implements Caller, Obligation {

	/** In place of an outcome that nobody is to see any more. */
	private static final Object GIVEN_UP = new Object();

	private final Processes processes;

	private final Object request;

	/** The process that asked, or null. */
	private final @Nullable Process owner;

	private final AtomicReference<@Nullable Object> outcome = new AtomicReference<>();

	/** When it was decided; read behind the outcome. */
	private volatile long decision;

	/** Guarded by this object's lock. */
	private final List<ResponseWait> waiting = new ArrayList<>(1);

	/** If the server is on another node; set before anybody waits. */
	private volatile @Nullable RemoteCall remote;

	PendingRequest(Processes processes, Object request) {
		this.processes = processes;
		this.request = request;
		Process running = Process.current();
		this.owner = (running != null && running.processes() == processes) ? running : null;
	}

	void sent(@Nullable RemoteCall call) {
		this.remote = call;
		if (call != null && this.owner != null) {
			this.owner.owes(this);
		}
	}

	Object request() {
		return this.request;
	}

	@Nullable Process owner() {
		return this.owner;
	}

	/**
	 * The process that has to do the waiting, or null if any thread may.
	 * @throws IllegalStateException if it is another than the running one
	 */
	@Nullable Process checkedOwner() {
		if (this.owner != null && this.owner != Process.current()) {
			throw new IllegalStateException("The response to " + Reports.print(this.request) + " goes to " + this.owner
					+ ", which sent the request; nobody else can receive it");
		}
		return this.owner;
	}

	// ---- the outcome ----

	@Override
	public void answered(Object value) {
		decide(value);
	}

	@Override
	public void failed(ExitReason reason) {
		decide(new PendingCall.Failure(reason));
	}

	@Override
	public boolean waits() {
		return this.outcome.get() == null;
	}

	@Override
	public boolean namesLostNode() {
		return false;
	}

	@Override
	public @Nullable Pid client() {
		return (this.owner != null) ? this.owner.pid() : null;
	}

	private void decide(Object result) {
		List<ResponseWait> told;
		// Under the lock: who gives the request up afterwards finds the message in the
		// mailbox, and can remove it.
		synchronized (this) {
			if (!this.outcome.compareAndSet(null, result)) {
				return;
			}
			if (this.owner != null) {
				this.processes.deliverAlways(this.owner, new Arrival(new ResponseMessage(this)));
				return;
			}
			this.decision = 1 + this.processes.nextNumber();
			told = List.copyOf(this.waiting);
		}
		told.forEach(ResponseWait::look);
	}

	/** When it was decided, or 0 if it was not; for requests of no process. */
	long decision() {
		return this.decision;
	}

	/** Takes the outcome: a value or a failure. Null if somebody has. */
	@Nullable Object take() {
		Object result = this.outcome.getAndSet(GIVEN_UP);
		return (result != GIVEN_UP) ? result : null;
	}

	/** Whether the outcome has been taken or the request given up. */
	boolean over() {
		return this.outcome.get() == GIVEN_UP;
	}

	/** From now on nothing of it reaches anybody. */
	void abandon() {
		Object before;
		synchronized (this) {
			before = this.outcome.getAndSet(GIVEN_UP);
		}
		RemoteCall call = this.remote;
		if (before == null && call != null) {
			call.close();
		}
	}

	// ---- for threads ----

	synchronized void join(ResponseWait wait) {
		this.waiting.add(wait);
	}

	synchronized void leave(ResponseWait wait) {
		this.waiting.remove(wait);
	}

	// ---- the end of the process that asked ----

	@Override
	public boolean open() {
		return waits();
	}

	@Override
	public void abandoned(ExitReason reason) {
		abandon();
	}

	/** Brings the outcome; of no interest to anybody but its receiver. */
	private static final class Arrival extends Message {

		Arrival(ResponseMessage message) {
			super(message);
		}

		@Override
		protected boolean undelivered(ExitReason reason) {
			return true;
		}

	}

}
