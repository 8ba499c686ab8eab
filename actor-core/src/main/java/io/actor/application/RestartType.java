package io.actor.application;

import io.actor.process.ExitReason;

/**
 * What it means that an application ends by itself ({@code application:restart_type()}).
 * Nothing is restarted: what can be repaired, its supervisors have tried to repair.
 */
public enum RestartType {

	/** The node ends with it. */
	PERMANENT,

	/**
	 * The node ends with it unless it ended normally. A supervisor that gives up ends
	 * with {@code shutdown}, which is not normal.
	 */
	TRANSIENT,

	/** It is reported, and the node goes on; the default. */
	TEMPORARY;

	/** Whether the node ends when an application of this type ends for this reason. */
	boolean endsNode(ExitReason reason) {
		return switch (this) {
			case PERMANENT -> true;
			case TRANSIENT -> !reason.isNormal();
			case TEMPORARY -> false;
		};
	}

}
