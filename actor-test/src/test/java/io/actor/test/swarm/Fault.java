package io.actor.test.swarm;

import java.time.Duration;
import java.util.List;

import io.actor.test.simulation.SimulatedNetwork;
import io.actor.test.tape.Choices;

/**
 * The kinds of faults; each draws from a stream of its own, so that it can be dropped.
 */
enum Fault {

	/** A node is killed; it comes back after a while, sometimes at once. */
	CRASH(false, 4_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			if (nodes.size() > 1) {
				String victim = choices.oneOf(nodes);
				run.crash(victim, choices.chance(0.3));
				run.plan(Duration.ofMillis(choices.oneOf(1, 100, 2_000, 10_000)), () -> run.start(victim));
			}
		}
	},

	/** A node is stopped in an orderly way and started again. */
	RESTART(false, 5_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			if (nodes.size() > 1) {
				run.restart(choices.oneOf(nodes), Duration.ofMillis(choices.oneOf(1, 500, 5_000)));
			}
		}
	},

	/** Two nodes do not reach each other for a while, one way or both. */
	PARTITION(false, 3_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			if (nodes.size() > 1) {
				int one = choices.below(nodes.size());
				int other = (one + 1 + choices.below(nodes.size() - 1)) % nodes.size();
				run.cut(nodes.get(one), nodes.get(other), choices.chance(0.3), duration(run, choices));
			}
		}
	},

	/** One node reaches nobody, or the nodes fall apart in two halves. */
	SPLIT(false, 6_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			int left = choices.between(1, Math.max(1, nodes.size() / 2));
			Duration time = duration(run, choices);
			for (String one : nodes.subList(0, left)) {
				for (String other : nodes.subList(left, nodes.size())) {
					run.cut(one, other, false, time);
				}
			}
		}
	},

	/**
	 * Most nodes see each other; one sees both sides, or each sees only its neighbours.
	 */
	SHAPES(false, 7_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			boolean bridge = choices.chance(0.5);
			Duration time = duration(run, choices);
			for (int i = 0; i < nodes.size(); i++) {
				for (int j = i + 1; j < nodes.size(); j++) {
					boolean kept = bridge ? i == 0 || (i % 2 == j % 2) : j - i == 1 || j - i == nodes.size() - 1;
					if (!kept) {
						run.cut(nodes.get(i), nodes.get(j), false, time);
					}
				}
			}
		}
	},

	/** Some ways are cut one by one and opened in another order. */
	SWIZZLE(false, 6_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			for (String one : nodes) {
				for (String other : nodes) {
					if (!one.equals(other) && choices.chance(0.4)) {
						Duration time = duration(run, choices);
						run.plan(Duration.ofMillis(choices.below(500)), () -> run.cut(one, other, true, time));
					}
				}
			}
		}
	},

	/** The way between two nodes opens and closes quickly. */
	FLAP(false, 5_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			if (nodes.size() > 1) {
				String one = nodes.get(choices.below(nodes.size()));
				String other = nodes.get((nodes.indexOf(one) + 1) % nodes.size());
				int times = choices.between(2, 8);
				for (int i = 0; i < times; i++) {
					run.plan(Duration.ofMillis(i * 300L),
							() -> run.cut(one, other, choices.chance(0.5), Duration.ofMillis(1 + choices.below(280))));
				}
			}
		}
	},

	/** Connections break, sometimes noticed by one side only. */
	RESET(false, 1_500) {
		@Override
		void strike(Run run, Choices choices) {
			SimulatedNetwork network = run.world().simulation().network();
			if (network.ends() > 0) {
				network.reset(choices.below(network.ends()), choices.chance(0.3));
			}
		}
	},

	/** All connections break at the same instant. */
	STORM(false, 6_000) {
		@Override
		void strike(Run run, Choices choices) {
			run.world().simulation().network().resetAll();
		}
	},

	/** A node does nothing for a while. */
	PAUSE(true, 2_500) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			if (!nodes.isEmpty()) {
				run.world().pause(choices.oneOf(nodes), duration(run, choices));
			}
		}
	},

	/** A node takes its time for each step, for a while. */
	SLOW(false, 4_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			if (!nodes.isEmpty()) {
				String slow = choices.oneOf(nodes);
				run.world().slow(slow, choices.oneOf(50, 500, 3_000));
				run.plan(duration(run, choices), () -> {
					if (run.world().isRunning(slow)) {
						run.world().slow(slow, 0);
					}
				});
			}
		}
	},

	/** The monotonic clocks of the nodes go at speeds that differ by up to a fifth. */
	DRIFT(false, 60_000) {
		@Override
		void prepare(Run run, Choices choices) {
			run.world().clockRates(() -> choices.between(900, 1100));
		}

		@Override
		void strike(Run run, Choices choices) {
			// The clocks are what they are.
		}
	},

	/** A wall clock jumps. */
	CLOCK(true, 2_000) {
		@Override
		void strike(Run run, Choices choices) {
			List<String> nodes = run.world().running();
			if (!nodes.isEmpty()) {
				run.world().shiftWallClock(choices.oneOf(nodes), Duration.ofSeconds(choices.between(-3_600, 3_600)));
			}
		}
	};

	private final boolean local;

	private final int meanMillis;

	Fault(boolean local, int meanMillis) {
		this.local = local;
		this.meanMillis = meanMillis;
	}

	/** Whether it makes sense with one node. */
	boolean local() {
		return this.local;
	}

	/** Time until the next one. */
	Duration pause(Choices choices) {
		return Duration.ofMillis(1 + choices.below(2 * this.meanMillis));
	}

	/** Does what has to be done before the nodes start. */
	void prepare(Run run, Choices choices) {
	}

	/** Makes one happen. */
	abstract void strike(Run run, Choices choices);

	private static Duration duration(Run run, Choices choices) {
		long tick = run.tickTime().toMillis();
		return Duration.ofMillis(choices.between(tick / 10, 3 * tick));
	}

	/** Its stream on the tape. */
	String purpose() {
		return "fault." + name();
	}

}
