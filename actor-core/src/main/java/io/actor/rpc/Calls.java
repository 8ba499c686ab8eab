package io.actor.rpc;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls by how they ended. */
final class Calls {

	private final Map<CallOutcome, LongAdder> counts = new EnumMap<>(CallOutcome.class);

	Calls() {
		for (CallOutcome outcome : CallOutcome.values()) {
			this.counts.put(outcome, new LongAdder());
		}
	}

	void add(CallOutcome outcome) {
		counter(outcome).increment();
	}

	long count(CallOutcome outcome) {
		return counter(outcome).sum();
	}

	private LongAdder counter(CallOutcome outcome) {
		return Objects.requireNonNull(this.counts.get(outcome));
	}

}
