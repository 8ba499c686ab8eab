package io.actor.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.actor.process.Process;

/**
 * What a few bare processes do to each other.
 *
 * @param steps what they do, each when the one before has settled
 */
record ProcessScenario(List<Step> steps) implements Scenario<ProcessScenario> {

	/** Something a process does; prints as Erlang reads it. */
	sealed interface Step {

		/** Who does it. */
		String who();

	}

	/** How a process is spawned by another. */
	enum How {

		PLAIN("plain"), LINK("link"), MONITOR("monitor");

		private final String word;

		How(String word) {
			this.word = word;
		}

	}

	/**
	 * A new process.
	 *
	 * @param by who spawns it, or {@code none}
	 */
	record Spawn(String who, String by, How how) implements Step {

		@Override
		public String toString() {
			return "{spawn," + this.who + "," + this.by + "," + this.how.word + "}";
		}
	}

	/** Traps exits from now on, or no more. */
	record Trap(String who, boolean on) implements Step {

		@Override
		public String toString() {
			return "{trap," + this.who + "," + this.on + "}";
		}
	}

	/** Ends by itself; a null reason means that its code returns. */
	record Own(String who, Why why) implements Step {

		@Override
		public String toString() {
			return "{own," + this.who + "," + ((this.why != null) ? this.why : "return") + "}";
		}
	}

	/** Links with another process. */
	record Link(String who, String other) implements Step {

		@Override
		public String toString() {
			return "{link," + this.who + "," + this.other + "}";
		}
	}

	/** Ends the link with another process. */
	record Unlink(String who, String other) implements Step {

		@Override
		public String toString() {
			return "{unlink," + this.who + "," + this.other + "}";
		}
	}

	/** Sends an exit signal. */
	record Signal(String who, String other, Why why) implements Step {

		@Override
		public String toString() {
			return "{signal," + this.who + "," + this.other + "," + this.why + "}";
		}
	}

	/** Watches a process, or whoever has a name. */
	record Monitor(String who, String target, boolean byName) implements Step {

		@Override
		public String toString() {
			return "{monitor," + this.who + "," + address(this.target, this.byName) + "}";
		}
	}

	/**
	 * Stops watching.
	 *
	 * @param number the how manieth of its monitors
	 */
	record Demonitor(String who, int number, boolean flush) implements Step {

		@Override
		public String toString() {
			return "{demonitor," + this.who + "," + this.number + "," + this.flush + "}";
		}
	}

	/** Gives a process a name. */
	record Register(String who, String name, String other) implements Step {

		@Override
		public String toString() {
			return "{register," + this.who + "," + this.name + "," + this.other + "}";
		}
	}

	/** Frees a name. */
	record Unregister(String who, String name) implements Step {

		@Override
		public String toString() {
			return "{unregister," + this.who + "," + this.name + "}";
		}
	}

	/** Sends a number to a process, or to whoever has a name. */
	record Send(String who, String target, boolean byName, int number) implements Step {

		@Override
		public String toString() {
			return "{send," + this.who + "," + address(this.target, this.byName) + "," + this.number + "}";
		}
	}

	private static String address(String target, boolean byName) {
		return byName ? "{name," + target + "}" : target;
	}

	@Override
	public String inErlang() {
		return "processes:run([" + String.join(",", this.steps.stream().map(String::valueOf).toList()) + "]).";
	}

	@Override
	public List<String> play(Process driver) {
		return new ProcessPlay(driver).play(this);
	}

	@Override
	public List<ProcessScenario> smaller() {
		return SupervisorScenario.without(this.steps).stream().map(ProcessScenario::new).toList();
	}

	static ProcessScenario random(long seed) {
		return new Dice(seed).scenario();
	}

	/** Makes scenarios. */
	private static final class Dice {

		private final Random random;

		private final List<String> processes = new ArrayList<>();

		private int sent;

		private Dice(long seed) {
			this.random = new Random(seed);
		}

		private ProcessScenario scenario() {
			List<Step> steps = new ArrayList<>();
			int first = 2 + this.random.nextInt(3);
			while (this.processes.size() < first) {
				steps.add(spawn());
			}
			int count = first + 6 + this.random.nextInt(20);
			while (steps.size() < count) {
				steps.add(step());
			}
			return new ProcessScenario(steps);
		}

		private Step step() {
			String who = process();
			int kind = this.random.nextInt(100);
			if (kind < 10 && this.processes.size() < 9) {
				return spawn();
			}
			if (kind < 20) {
				return new Trap(who, chance(65));
			}
			if (kind < 28) {
				return new Own(who, chance(15) ? null : why());
			}
			if (kind < 45) {
				return new Link(who, process());
			}
			if (kind < 51) {
				return new Unlink(who, process());
			}
			if (kind < 65) {
				return chance(30) ? new Monitor(who, name(), true) : new Monitor(who, process(), false);
			}
			if (kind < 72) {
				return new Demonitor(who, 1 + this.random.nextInt(3), chance(50));
			}
			if (kind < 84) {
				return new Signal(who, process(), signal());
			}
			if (kind < 91) {
				return new Register(who, name(), process());
			}
			if (kind < 93) {
				return new Unregister(who, name());
			}
			return chance(40) ? new Send(who, name(), true, ++this.sent) : new Send(who, process(), false, ++this.sent);
		}

		private Step spawn() {
			boolean alone = this.processes.isEmpty() || chance(30);
			String by = alone ? "none" : process();
			String id = "p" + (this.processes.size() + 1);
			this.processes.add(id);
			return new Spawn(id, by, alone ? How.PLAIN : any(List.of(How.values())));
		}

		private String process() {
			return any(this.processes);
		}

		private String name() {
			return any(List.of("n1", "n2"));
		}

		private Why why() {
			return any(List.of(Why.values()));
		}

		private Why signal() {
			return any(List.of(Why.NORMAL, Why.SHUTDOWN, Why.DETAIL, Why.BOOM, Why.KILL));
		}

		private boolean chance(int percent) {
			return this.random.nextInt(100) < percent;
		}

		private <T> T any(List<T> of) {
			return of.get(this.random.nextInt(of.size()));
		}

	}

}
