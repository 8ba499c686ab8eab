package io.actor.gen;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.process.Wait;

import org.jspecify.annotations.Nullable;

/** Waits for the first response to some requests. */
final class ResponseWait extends Wait {

	private final Collection<PendingRequest> requests;

	private ResponseWait(Processes processes, Collection<PendingRequest> requests) {
		super(processes);
		this.requests = requests;
	}

	/**
	 * Waits for the request that is decided first and takes it out of the mailbox; its
	 * outcome stays to be taken.
	 * @param requests at least one; all sent by the running process, or none by a process
	 * @param deadline on the node's clock, {@link Long#MAX_VALUE} for none
	 * @return null if the time was over
	 */
	static @Nullable PendingRequest first(Processes processes, Collection<PendingRequest> requests, long deadline) {
		Process owner = null;
		for (PendingRequest each : requests) {
			owner = each.checkedOwner();
		}
		if (owner != null) {
			Duration left = (deadline == Long.MAX_VALUE) ? Duration.ofNanos(Long.MAX_VALUE)
					: Duration.ofNanos(Math.max(0, deadline - processes.clock().nanoTime()));
			return owner.receive(ResponseMessage.class, (message) -> requests.contains(message.request()), left)
				.map(ResponseMessage::request)
				.orElse(null);
		}
		ResponseWait wait = new ResponseWait(processes, requests);
		requests.forEach((each) -> each.join(wait));
		try {
			wait.await(processes, deadline);
			return wait.decided().orElse(null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		finally {
			requests.forEach((each) -> each.leave(wait));
		}
	}

	/** Removes from the mailbox what has come for requests that were given up. */
	static void flush(Collection<PendingRequest> abandoned) {
		for (PendingRequest each : abandoned) {
			Process owner = each.owner();
			if (owner != null) {
				owner.receive(ResponseMessage.class, (message) -> message.request() == each, Duration.ZERO);
			}
		}
	}

	private Optional<PendingRequest> decided() {
		return this.requests.stream()
			.filter((each) -> each.decision() != 0)
			.min(Comparator.comparingLong(PendingRequest::decision));
	}

	@Override
	protected boolean done() {
		return decided().isPresent();
	}

	void look() {
		wake();
	}

}
