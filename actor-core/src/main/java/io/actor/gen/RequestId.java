package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.actor.process.ExitReason;
import io.actor.process.Processes;

import org.jspecify.annotations.Nullable;

/**
 * A request that was sent without waiting ({@code gen_server:request_id()}); made by
 * {@link ServerRef#sendRequest}. If a process sent it, that process alone can receive the
 * response, which then comes through its mailbox, as a {@link ResponseMessage}. If a
 * thread that is no process did, any thread can.
 *
 * <p>
 * A response is received once. When it has been, or when the request has been given up,
 * all methods give nothing.
 *
 * @param <R> type of the reply
 */
public final class RequestId<R> {

	private final Processes processes;

	private final ServerRef server;

	private final PendingRequest pending;

	private final Function<Object, R> reader;

	RequestId(Processes processes, ServerRef server, PendingRequest pending, Function<Object, R> reader) {
		this.processes = processes;
		this.server = server;
		this.pending = pending;
		this.reader = reader;
	}

	/**
	 * Waits for the response, and gives the request up if the time is over: a response
	 * that comes later is dropped ({@code gen_server:receive_response/2}).
	 */
	public Optional<Response<R>> receiveResponse(Duration timeout) {
		return receiveResponseUntil(deadline(timeout));
	}

	/**
	 * As {@link #receiveResponse(Duration)} with a point in time ({@code {abs, Time}}).
	 * @param deadlineNanos on the node's clock, as {@link Processes#deadline} gives it
	 */
	public Optional<Response<R>> receiveResponseUntil(long deadlineNanos) {
		Optional<Response<R>> response = waitResponseUntil(deadlineNanos);
		if (response.isEmpty()) {
			this.pending.abandon();
			ResponseWait.flush(List.of(this.pending));
		}
		return response;
	}

	/**
	 * Waits for the response; if the time is over it can be waited for again
	 * ({@code gen_server:wait_response/2}).
	 */
	public Optional<Response<R>> waitResponse(Duration timeout) {
		return waitResponseUntil(deadline(timeout));
	}

	/** As {@link #waitResponse(Duration)} with a point in time. */
	public Optional<Response<R>> waitResponseUntil(long deadlineNanos) {
		this.pending.checkedOwner();
		if (this.pending.over()) {
			return Optional.empty();
		}
		PendingRequest decided = ResponseWait.first(this.processes, List.of(this.pending), deadlineNanos);
		return (decided != null) ? take() : Optional.empty();
	}

	/**
	 * Whether a message the process has received is the response
	 * ({@code gen_server:check_response/2}); for servers, which get it in their
	 * {@code handleInfo}.
	 * @return empty if it is any other message ({@code no_reply})
	 */
	public Optional<Response<R>> checkResponse(Object message) {
		this.pending.checkedOwner();
		return (message instanceof ResponseMessage response && response.request() == this.pending) ? take()
				: Optional.empty();
	}

	PendingRequest pending() {
		return this.pending;
	}

	/** Takes what has been decided. */
	Optional<Response<R>> take() {
		Object outcome = this.pending.take();
		return switch (outcome) {
			case null -> Optional.empty();
			case PendingCall.Failure(ExitReason reason) -> Optional.of(new Response.Failure<>(reason, this.server));
			default -> Optional.of(new Response.Reply<>(this.reader.apply(outcome)));
		};
	}

	private long deadline(Duration timeout) {
		return deadline(this.processes, timeout);
	}

	static long deadline(Processes processes, @Nullable Duration timeout) {
		if (timeout == null || timeout.isNegative()) {
			throw new IllegalArgumentException("A response cannot be waited for " + timeout);
		}
		return processes.deadline(timeout);
	}

	@Override
	public String toString() {
		return "RequestId[" + Reports.print(this.pending.request()) + " to " + this.server + "]";
	}

}
