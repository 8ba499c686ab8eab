package io.actor.test;

import io.actor.test.simulation.SimulatedNetwork;

/** A cut between two machines; what is sent across waits until it is healed. */
public final class Partition {

	private final SimulatedNetwork network;

	private final String one;

	private final String other;

	Partition(SimulatedNetwork network, String one, String other) {
		this.network = network;
		this.one = one;
		this.other = other;
		network.cut(one, other);
		network.cut(other, one);
	}

	/** Opens the way back: only what the first one sends does not arrive. */
	public Partition oneWay() {
		this.network.heal(this.other, this.one);
		return this;
	}

	/** Ends the partition. */
	public void heal() {
		this.network.heal(this.one, this.other);
		this.network.heal(this.other, this.one);
	}

}
