package io.actor.process;

/** What is unusual about an alias ({@code erlang:alias/1}). */
public enum AliasOption {

	/** The first message switches it off. */
	REPLY,

	/**
	 * Messages that are sent with {@link Process#sendPriority} come before ordinary ones
	 * (OTP 28).
	 */
	PRIORITY

}
