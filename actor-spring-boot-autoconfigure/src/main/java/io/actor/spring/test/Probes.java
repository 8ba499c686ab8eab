package io.actor.spring.test;

import java.util.ArrayList;
import java.util.List;

import io.actor.test.Probe;
import io.actor.test.World;

/** The probes of a test, which end with it. */
final class Probes {

	private final World world;

	private final String alive;

	private final List<Probe> running = new ArrayList<>();

	Probes(World world, String node) {
		this.world = world;
		this.alive = node.substring(0, node.indexOf('@'));
	}

	Probe start() {
		Probe probe = this.world.probe(this.alive);
		this.running.add(probe);
		return probe;
	}

	/** Those on a node that has crashed are gone already. */
	void stop() {
		List<Probe> all = List.copyOf(this.running);
		this.running.clear();
		all.stream()
			.filter((probe) -> this.world.isRunning(this.alive)
					&& this.world.node(this.alive).processes().isAlive(probe.pid()))
			.forEach(Probe::stop);
	}

}
