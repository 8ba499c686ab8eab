package io.actor.test.swarm;

import java.util.List;

import io.actor.test.simulation.SimulatedNetwork;

/**
 * The situations a batch of cluster runs has to reach: a checker that never met them has
 * not been asked anything.
 */
final class ClusterMarks {

	static final String CROSSED = SimulatedNetwork.CROSSED;

	static final String REPLACED = "new incarnation before the old one was seen down";

	static final String TICK_TIMEOUT = "half-open noticed by tick";

	static final String WRITE_NOTICED = SimulatedNetwork.WRITE_NOTICED;

	static final String HANDSHAKE_CUT = SimulatedNetwork.BEGINNING_CUT;

	static final String HANDSHAKE_DEADLINE = "handshake ended by its deadline";

	static final String STRANGER_REFUSED = "stranger with a wrong cookie refused";

	static final String GARBAGE_REFUSED = "garbage before a handshake refused";

	static final String BAD_FRAME = "bad frame of a peer that knows the cookie";

	static final String FRAGMENTS_CUT = "fragment sequence cut by a reset";

	static final String GAP = "gap at an epoch change";

	static final String WAITED = "message waited for a connection";

	static final String SUSPENDED = "sender suspended";

	static final String UNLINK_CROSSED = "exit arrived while unlink in flight";

	static final String RELINKED = "link made anew while the old unlink was in flight";

	static final String WATCH_LOST = "noconnection for a process that lives";

	static final String WATCH_AGAIN = "process ended after its noconnection had been told";

	static final String CALL_UNKNOWN = "call that may have run";

	static final String CALL_RAN = "effect of a call without an answer was seen";

	static final String GROUP_LOST = "members of a lost node left their groups";

	static final String GROUP_BACK = "members of a lost node came back";

	static final String CLEAN_STOP = "server stopped in order under load";

	static final String RETRIED = "call answered after a retry";

	static final String PART_DEAD = "some nodes stay dead for ever";

	static final String PART_CUT = "some nodes stay cut off for ever";

	static final String DAMAGE_NOTICED = "damaged bytes closed a connection";

	static final String DAMAGE_TAKEN = "damaged bytes arrived as another message";

	/** All of them. */
	static final List<String> ALL = List.of(CROSSED, REPLACED, TICK_TIMEOUT, WRITE_NOTICED, HANDSHAKE_CUT,
			HANDSHAKE_DEADLINE, STRANGER_REFUSED, GARBAGE_REFUSED, BAD_FRAME, FRAGMENTS_CUT, GAP, WAITED, SUSPENDED,
			UNLINK_CROSSED, RELINKED, WATCH_LOST, WATCH_AGAIN, CALL_UNKNOWN, CALL_RAN, GROUP_LOST, GROUP_BACK,
			CLEAN_STOP, RETRIED, PART_DEAD, PART_CUT, DAMAGE_NOTICED, DAMAGE_TAKEN);

	private ClusterMarks() {
	}

}
