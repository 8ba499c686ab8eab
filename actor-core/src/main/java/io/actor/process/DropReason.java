package io.actor.process;

/** Why a message was dropped; every drop is counted under one of these. */
public enum DropReason {

	/** The receiver has ended or never existed. */
	NO_PROCESS,

	/** Nobody is registered under the name. */
	NO_NAME,

	/** The alias is not active (a late reply, for example). */
	NO_ALIAS,

	/** The receiver's mailbox is full. */
	MAILBOX_FULL,

	/** The receiver's node cannot be reached. */
	NO_CONNECTION,

	/** The receiver ended before it handled the message. */
	RECEIVER_ENDED

}
