package io.actor.node;

/**
 * What became of a wish to change the tick time ({@code net_kernel:set_net_ticktime/2}).
 */
public enum TickTimeChange {

	/** It will be changed at the end of the transition. */
	INITIATED,

	/** It is that already. */
	UNCHANGED,

	/** Not possible now: another change is under way. */
	ONGOING

}
