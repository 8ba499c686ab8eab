package io.actor.spring.metrics;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.actor.node.Limit;
import io.actor.node.Node;
import io.actor.process.DropReason;
import io.actor.rpc.CallOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Registers the meters of a node. They read what the node counts anyway. */
public class ActorMeterBinder implements MeterBinder {

	private final Node node;

	public ActorMeterBinder(Node node) {
		this.node = node;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge(registry, ActorMeters.PROCESSES, Tags.empty(), (node) -> node.processes().count());
		gauge(registry, ActorMeters.ZOMBIES, Tags.empty(), (node) -> node.processes().zombies());
		counter(registry, ActorMeters.RESTARTS, Tags.empty(), (node) -> node.processes().restarts());
		for (DropReason reason : DropReason.values()) {
			counter(registry, ActorMeters.MESSAGES_DROPPED,
					Tags.of(ActorMeters.Tags.REASON.asString(), reason.name().toLowerCase(Locale.ROOT)),
					(node) -> node.processes().droppedMessages(reason));
		}
		gauge(registry, ActorMeters.PEERS, Tags.of(ActorMeters.Tags.STATE.asString(), "connected"),
				(node) -> node.peers().size());
		gauge(registry, ActorMeters.PEERS, Tags.of(ActorMeters.Tags.STATE.asString(), "expected"),
				(node) -> node.expectedPeers().size());
		gauge(registry, ActorMeters.PEERS_PENDING, Tags.empty(), Node::pendingBytes);
		gauge(registry, ActorMeters.PEERS_SUSPENDED, Tags.empty(), Node::suspendedSenders);
		for (CallOutcome outcome : CallOutcome.values()) {
			counter(registry, ActorMeters.RPC_CALLS,
					Tags.of(ActorMeters.Tags.OUTCOME.asString(), outcome.name().toLowerCase(Locale.ROOT)),
					(node) -> node.functions().calls(outcome));
		}

		for (Limit limit : Limit.values()) {
			counter(registry, ActorMeters.NODE_LIMIT_HITS, Tags.of(ActorMeters.Tags.LIMIT.asString(), limit.label()),
					(node) -> node.limitHits(limit));
		}
		gauge(registry, ActorMeters.SCHEDULER_WORKERS, Tags.empty(), (node) -> node.scheduler().workers());
		gauge(registry, ActorMeters.SCHEDULER_QUEUES, Tags.of(ActorMeters.Tags.KIND.asString(), "core"),
				(node) -> node.scheduler().queues());
		gauge(registry, ActorMeters.SCHEDULER_QUEUES, Tags.of(ActorMeters.Tags.KIND.asString(), "extra"),
				(node) -> node.scheduler().extraQueues());
		counter(registry, ActorMeters.SCHEDULER_LONG_SCHEDULES, Tags.empty(),
				(node) -> node.scheduler().longSchedules());
	}

	private void gauge(MeterRegistry registry, ActorMeters meter, Tags tags, ToDoubleFunction<Node> value) {
		Gauge.builder(meter.getName(), this.node, value)
			.description(meter.description())
			.tags(tags)
			.strongReference(true)
			.register(registry);
	}

	private void counter(MeterRegistry registry, ActorMeters meter, Tags tags, ToDoubleFunction<Node> value) {
		FunctionCounter.builder(meter.getName(), this.node, value)
			.description(meter.description())
			.tags(tags)
			.register(registry);
	}

}
