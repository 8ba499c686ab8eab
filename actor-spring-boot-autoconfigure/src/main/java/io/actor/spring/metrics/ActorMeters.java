package io.actor.spring.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** The meters of a node: their names, types and tags. */
public enum ActorMeters implements MeterDocumentation {

	/** Processes alive. */
	PROCESSES("actor.processes", "Processes alive", Meter.Type.GAUGE),

	/** Restarts of children by their supervisors. */
	RESTARTS("actor.restarts", "Restarts of children by their supervisors", Meter.Type.COUNTER),

	/** Processes told to end whose code has not returned. */
	ZOMBIES("actor.zombies", "Processes told to end whose code has not returned", Meter.Type.GAUGE),

	/** Messages that reached nobody, by reason. */
	MESSAGES_DROPPED("actor.messages.dropped", "Messages that reached nobody, by reason", Meter.Type.COUNTER,
			Tags.REASON),

	/** Nodes, by whether they are connected or configured as peers. */
	PEERS("actor.peers", "Nodes, by whether they are connected or configured as peers", Meter.Type.GAUGE, Tags.STATE),

	/** Bytes that wait until other nodes have taken them. */
	PEERS_PENDING("actor.peers.pending", "Bytes that wait until other nodes have taken them", Meter.Type.GAUGE),

	/** Senders that are suspended because another node is slow. */
	PEERS_SUSPENDED("actor.peers.suspended", "Senders that are suspended because another node is slow",
			Meter.Type.GAUGE),

	/** Calls of functions by other nodes, by how they ended. */
	RPC_CALLS("actor.rpc.calls", "Calls of functions by other nodes, by how they ended", Meter.Type.COUNTER,
			Tags.OUTCOME),

	/** Limits that strangers or peers have hit, by limit. */
	NODE_LIMIT_HITS("actor.node.limit.hits", "Limits that strangers or peers have hit, by limit", Meter.Type.COUNTER,
			Tags.LIMIT),

	/** Worker threads of the scheduler, waiting ones included. */
	SCHEDULER_WORKERS("actor.scheduler.workers", "Worker threads of the scheduler, waiting ones included",
			Meter.Type.GAUGE),

	/**
	 * Run queues, by whether they belong to a core or were added for blocking handlers.
	 */
	SCHEDULER_QUEUES("actor.scheduler.queues",
			"Run queues, by whether they belong to a core or were added for blocking handlers", Meter.Type.GAUGE,
			Tags.KIND),

	/** Handlers that held a worker for too long. */
	SCHEDULER_LONG_SCHEDULES("actor.scheduler.long.schedules", "Handlers that held a worker for too long",
			Meter.Type.COUNTER);

	private final String name;

	private final String description;

	private final Meter.Type type;

	private final KeyName[] tags;

	ActorMeters(String name, String description, Meter.Type type, KeyName... tags) {
		this.name = name;
		this.description = description;
		this.type = type;
		this.tags = tags;
	}

	@Override
	public String getName() {
		return this.name;
	}

	/** What it tells, for those who look at the registry. */
	public String description() {
		return this.description;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.tags.clone();
	}

	/** Tags of the meters. */
	public enum Tags implements KeyName {

		/**
		 * Why a message was dropped: {@code no_process}, {@code no_name},
		 * {@code no_alias}, {@code mailbox_full}, {@code no_connection} or
		 * {@code receiver_ended}.
		 */
		REASON("reason"),

		/** Which limit: the names of {@link io.actor.node.Limit} in lower case. */
		LIMIT("limit"),

		/** {@code connected} or {@code expected}. */
		STATE("state"),

		/** {@code returned}, {@code raised} or {@code undefined}. */
		OUTCOME("outcome"),

		/** {@code core} or {@code extra}. */
		KIND("kind");

		private final String key;

		Tags(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
