package io.actor.wire.handshake;

/**
 * A capability a node offers in the handshake ({@code DFLAG_*} of OTP's dist.hrl). What
 * both sides offer holds for the connection.
 */
public enum DistributionFlag {

	/** The node is visible to the rest of the cluster. */
	PUBLISHED(0),
	/** References of more than one word. */
	EXTENDED_REFERENCES(2),
	/** Monitors are understood; without it a peer drops DOWNs silently. */
	DIST_MONITOR(3),
	/** Funs on the wire. */
	FUN_TAGS(4),
	/** Monitors by registered name are understood. */
	DIST_MONITOR_NAME(5),
	/** Tag NEW_FUN_EXT is understood. */
	NEW_FUN_TAGS(7),
	/** Pids and ports with wide numbers. */
	EXTENDED_PIDS_PORTS(8),
	/** Tag EXPORT_EXT is understood. */
	EXPORT_PTR_TAG(9),
	/** Tag BIT_BINARY_EXT is understood. */
	BIT_BINARIES(10),
	/** Tag NEW_FLOAT_EXT is understood. */
	NEW_FLOATS(11),
	/** Group leaders accept Unicode requests. */
	UNICODE_IO(12),
	/** Frames carry distribution headers with a cache of atoms. */
	DIST_HDR_ATOM_CACHE(13),
	/** Tag SMALL_ATOM_EXT is understood. */
	SMALL_ATOM_TAGS(14),
	/** Atoms in UTF-8. */
	UTF8_ATOMS(16),
	/** Tag MAP_EXT is understood. */
	MAP_TAG(17),
	/** Creations of 32 bits. */
	BIG_CREATION(18),
	/** Sends name their sender (SEND_SENDER instead of SEND). */
	SEND_SENDER(19),
	/** Trace tokens may have any term as label. */
	BIG_SEQTRACE_LABELS(20),
	/** Exit reasons travel as payload, not inside the control message. */
	EXIT_PAYLOAD(22),
	/** Long payloads may come in fragments. */
	FRAGMENTS(23),
	/** The handshake of OTP 23 (version 6). */
	HANDSHAKE_23(24),
	/** The link protocol with acknowledged unlinks. */
	UNLINK_ID(25),
	/** Stands for all flags that OTP 25 made mandatory. */
	MANDATORY_25_DIGEST(26),
	/** Spawn requests are answered. */
	SPAWN(32),
	/** Asks the acceptor for a name; a request, not a capability. */
	NAME_ME(33),
	/** Pids, ports and references with all their bits. */
	V4_NC(34),
	/** Sends to aliases are understood. */
	ALIAS(35),
	/** ALTACT_SIG_SEND is understood (OTP 28). */
	ALTACT_SIG(37),
	/** Native records are decoded (OTP 29). */
	NATIVE_RECORDS(38);

	private final long mask;

	DistributionFlag(int bit) {
		this.mask = 1L << bit;
	}

	/** The flag's bit in the 64-bit word of the handshake. */
	public long mask() {
		return this.mask;
	}

}
