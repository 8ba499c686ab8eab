package io.actor.gen;

/**
 * What a process finds in its mailbox when a request that it sent without waiting has
 * been decided. {@link RequestId#checkResponse} says whether it is the one waited for.
 */
public final class ResponseMessage {

	private final PendingRequest request;

	ResponseMessage(PendingRequest request) {
		this.request = request;
	}

	PendingRequest request() {
		return this.request;
	}

	@Override
	public String toString() {
		return "Response to " + Reports.print(this.request.request());
	}

}
