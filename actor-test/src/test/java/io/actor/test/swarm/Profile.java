package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.test.simulation.NetworkWeather;
import io.actor.test.simulation.Policy;
import io.actor.test.simulation.SimulationOptions;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Tape;

/**
 * What kind of run a seed makes. Each fault kind is on or off as a whole: with all on,
 * bugs hide that need one to be absent.
 *
 * @param nodes how many nodes
 * @param size how much each workload does, 1 to 20
 * @param faultTime how long faults go on
 * @param tickTime net_ticktime of the nodes
 * @param faults which kinds there are
 * @param options how the world is run
 * @param weather how the network behaves
 * @param workloads which ones run
 */
record Profile(int nodes, int size, Duration faultTime, Duration tickTime, List<Fault> faults,
		SimulationOptions options, NetworkWeather weather, List<Workload> workloads) {

	/** Draws a profile; the simplest has one node, no faults, and one workload. */
	static Profile draw(Tape tape, Suite suite) {
		Choices choices = tape.choices("profile");
		int nodes = suite.clustered() ? 2 + Math.min(choices.below(4), choices.below(6)) : 1;
		int size = choices.between(1, 20);
		Duration faultTime = Duration.ofMillis(choices.between(500, 20_000));
		Duration tickTime = Duration.ofSeconds(choices.between(1, 8));
		SimulationOptions options = new SimulationOptions(choices.oneOf(Policy.values()), choices.oneOf(0, 5, 20, 50),
				choices.oneOf(4000, 1, 7, 50), choices.oneOf(0, 1_000, 20_000), true);
		List<Fault> faults = new ArrayList<>();
		for (Fault fault : Fault.values()) {
			if ((nodes > 1 || fault.local()) && choices.chance(0.4)) {
				faults.add(fault);
			}
		}
		NetworkWeather weather = new NetworkWeather(Duration.ofNanos(100_000 + choices.below(30_000_000L)),
				Duration.ofNanos(choices.below(200_000_000L)), choices.oneOf(0, 0, 1, 5), choices.oneOf(0, 0, 5, 20),
				choices.oneOf(0, 20, 80), choices.oneOf(0, 0, 20), choices.oneOf(0, 0, 0, 10),
				choices.oneOf(64 * 1024, 1024, 16 * 1024));
		List<Workload> all = suite.workloads();
		List<Workload> chosen = new ArrayList<>();
		// Each is on or off by itself, so that a shrinker can drop any of them.
		for (Workload workload : all) {
			boolean alone = workload.alone();
			if ((!alone || chosen.isEmpty()) && choices.chance(alone ? 0.08 : 2.0 / all.size())) {
				chosen.add(workload);
				if (alone) {
					break;
				}
			}
		}
		if (chosen.isEmpty()) {
			chosen.add(all.get(choices.below(all.size())));
		}
		return new Profile(nodes, size, faultTime, tickTime, List.copyOf(faults), options, weather,
				List.copyOf(chosen));
	}

	@Override
	public String toString() {
		return this.nodes + " nodes, size " + this.size + ", " + this.faultTime.toMillis() + " ms of faults "
				+ this.faults + ", " + this.options.policy() + ", interleave " + this.options.interleave()
				+ "%, quantum " + this.options.quantum() + ", step " + this.options.stepNanos() + " ns, tick time "
				+ this.tickTime.toSeconds() + " s, workloads " + this.workloads.stream().map(Workload::name).toList();
	}

}
