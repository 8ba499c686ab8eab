package io.actor.rpc;

import io.actor.process.Mfa;

/**
 * A call of a function on another node failed. The message names the node, the function
 * and the reason.
 */
public final class RpcException extends RuntimeException {

	/** Most characters of a term in a message. */
	static final int MOST_OF_A_TERM = 500;

	private final String node;

	private final transient Mfa mfa;

	private final transient RpcFailure failure;

	RpcException(String node, Mfa mfa, RpcFailure failure) {
		super("Call of " + mfa + " on " + node + " failed: " + failure);
		this.node = node;
		this.mfa = mfa;
		this.failure = failure;
	}

	/** The node that was asked. */
	public String node() {
		return this.node;
	}

	/** What was called. */
	public Mfa mfa() {
		return this.mfa;
	}

	/** Why there is no value. */
	public RpcFailure failure() {
		return this.failure;
	}

	/** Whether there was no result in time; the function may still run. */
	public boolean isTimeout() {
		return RpcFailure.TIMEOUT.equals(this.failure);
	}

}
