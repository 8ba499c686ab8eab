package io.actor.gen;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.actor.process.Processes;

/**
 * Requests under way, each with a label, whose responses are received in the order in
 * which they come ({@code gen_server:request_id_collection()}). Used by one process or
 * thread.
 *
 * @param <L> type of the labels
 */
public final class RequestIds<L> {

	private final Processes processes;

	private final Map<PendingRequest, Entry<L>> entries = new LinkedHashMap<>();

	private record Entry<L>(RequestId<?> id, L label) {
	}

	/** No requests ({@code gen_server:reqids_new/0}). */
	public RequestIds(Processes processes) {
		this.processes = processes;
	}

	/**
	 * Adds a request ({@code gen_server:reqids_add/3}).
	 * @throws IllegalArgumentException if it is there already, or was sent by another
	 * process than those that are
	 */
	public void add(RequestId<?> id, L label) {
		for (PendingRequest known : this.entries.keySet()) {
			if (known.owner() != id.pending().owner()) {
				throw new IllegalArgumentException(
						id + " cannot be waited for together with " + known.request() + ": another process sent it");
			}
		}
		if (this.entries.putIfAbsent(id.pending(), new Entry<>(id, label)) != null) {
			throw new IllegalArgumentException(id + " is in this collection already");
		}
	}

	/** How many requests there are ({@code gen_server:reqids_size/1}). */
	public int size() {
		return this.entries.size();
	}

	/**
	 * The labels, in the order of their requests ({@code gen_server:reqids_to_list/1}).
	 */
	public List<L> labels() {
		return this.entries.values().stream().map(Entry::label).toList();
	}

	/**
	 * Waits for the next response, and gives all requests up if the time is over
	 * ({@code gen_server:receive_response/3}).
	 */
	public Collected<L> receiveResponse(Duration timeout) {
		return receiveResponseUntil(RequestId.deadline(this.processes, timeout));
	}

	/**
	 * As {@link #receiveResponse(Duration)} with a point in time: one for all responses.
	 * @param deadlineNanos on the node's clock, as {@link Processes#deadline} gives it
	 */
	public Collected<L> receiveResponseUntil(long deadlineNanos) {
		Collected<L> next = waitResponseUntil(deadlineNanos);
		if (next instanceof Collected.Nothing) {
			this.entries.keySet().forEach(PendingRequest::abandon);
			ResponseWait.flush(this.entries.keySet());
			this.entries.clear();
		}
		return next;
	}

	/**
	 * Waits for the next response; if the time is over they can be waited for again
	 * ({@code gen_server:wait_response/3}).
	 */
	public Collected<L> waitResponse(Duration timeout) {
		return waitResponseUntil(RequestId.deadline(this.processes, timeout));
	}

	/** As {@link #waitResponse(Duration)} with a point in time: one for all responses. */
	public Collected<L> waitResponseUntil(long deadlineNanos) {
		this.entries.keySet().removeIf(PendingRequest::over);
		if (this.entries.isEmpty()) {
			return new Collected.NoRequest<>();
		}
		PendingRequest first = ResponseWait.first(this.processes, this.entries.keySet(), deadlineNanos);
		return (first != null) ? taken(first) : new Collected.Nothing<>();
	}

	/**
	 * Whether a message the process has received is one of the responses
	 * ({@code gen_server:check_response/3}).
	 */
	public Collected<L> checkResponse(Object message) {
		if (this.entries.isEmpty()) {
			return new Collected.NoRequest<>();
		}
		return (message instanceof ResponseMessage response && this.entries.containsKey(response.request()))
				? taken(response.request()) : new Collected.Nothing<>();
	}

	private Collected<L> taken(PendingRequest decided) {
		Entry<L> entry = this.entries.remove(decided);
		Response<?> response = (entry != null) ? entry.id().take().orElse(null) : null;
		return (entry != null && response != null) ? new Collected.Answer<>(response, entry.label())
				: new Collected.Nothing<>();
	}

}
