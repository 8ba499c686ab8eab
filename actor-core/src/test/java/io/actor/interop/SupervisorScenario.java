package io.actor.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.actor.process.Process;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Strategy;

/**
 * A tree of supervisors and what happens to it. The period is an hour: how many restarts
 * are tolerated does not depend on time.
 *
 * @param tree the tree
 * @param before what is so before it starts
 * @param steps what happens then, each when the one before has settled
 */
record SupervisorScenario(Tree tree, List<Step> before, List<Step> steps) implements Scenario<SupervisorScenario> {

	/** The supervisor on top. */
	static final String TOP = "top";

	/**
	 * A supervisor.
	 *
	 * @param strategy its strategy
	 * @param intensity how many restarts it tolerates
	 * @param kids its children
	 */
	record Tree(Strategy strategy, int intensity, List<Kid> kids) {

		@Override
		public String toString() {
			return "{" + this.strategy.otpName() + "," + this.intensity + "," + list(this.kids) + "}";
		}
	}

	/** A child; prints as Erlang reads it. */
	sealed interface Kid {

		String id();

		Restart restart();

	}

	/**
	 * A server.
	 *
	 * @param trap whether it traps exits
	 * @param brutal whether it is killed at once
	 */
	record Worker(String id, Restart restart, boolean trap, boolean brutal) implements Kid {

		@Override
		public String toString() {
			return "{" + this.id + "," + otp(this.restart) + "," + this.trap + "," + this.brutal + "}";
		}
	}

	/** A supervisor under a supervisor. */
	record Branch(String id, Restart restart, Tree tree) implements Kid {

		@Override
		public String toString() {
			return "{" + this.id + "," + otp(this.restart) + "," + this.tree + "}";
		}
	}

	/** Something that happens; prints as Erlang reads it. */
	sealed interface Step {

	}

	/** The next starts of a child fail. */
	record Fail(String id, int times) implements Step {

		@Override
		public String toString() {
			return "{fail," + this.id + "," + this.times + "}";
		}
	}

	/** The next starts of a child have nothing to do. */
	record Ignore(String id, int times) implements Step {

		@Override
		public String toString() {
			return "{ignore," + this.id + "," + this.times + "}";
		}
	}

	/** A child ends by itself. */
	record End(String id, Why why) implements Step {

		@Override
		public String toString() {
			return "{exit," + this.id + "," + this.why + "}";
		}
	}

	/** A stranger sends a child an exit signal. */
	record Signal(String id, Why why) implements Step {

		@Override
		public String toString() {
			return "{signal," + this.id + "," + this.why + "}";
		}
	}

	/** What is asked of a supervisor about a child it may know. */
	enum Ask {

		TERMINATE, RESTART, DELETE

	}

	/** A supervisor is asked. */
	record Request(Ask ask, String supervisor, String id) implements Step {

		@Override
		public String toString() {
			return "{" + this.ask.name().toLowerCase(Locale.ROOT) + "," + this.supervisor + "," + this.id + "}";
		}
	}

	/** A supervisor is given a child more. */
	record Start(String supervisor, Kid kid) implements Step {

		@Override
		public String toString() {
			return "{start," + this.supervisor + "," + this.kid + "}";
		}
	}

	private static String otp(Restart restart) {
		return restart.name().toLowerCase(Locale.ROOT);
	}

	private static String list(List<?> elements) {
		return String.join(",", elements.stream().map(String::valueOf).toList()).transform((all) -> "[" + all + "]");
	}

	@Override
	public String inErlang() {
		return "supervisors:run(" + this.tree + "," + list(this.before) + "," + list(this.steps) + ").";
	}

	@Override
	public List<String> play(Process driver) {
		return new SupervisorPlay(driver).play(this);
	}

	@Override
	public List<SupervisorScenario> smaller() {
		List<SupervisorScenario> smaller = new ArrayList<>();
		without(this.steps).forEach((less) -> smaller.add(new SupervisorScenario(this.tree, this.before, less)));
		without(this.before).forEach((less) -> smaller.add(new SupervisorScenario(this.tree, less, this.steps)));
		smaller(this.tree).forEach((less) -> smaller.add(new SupervisorScenario(less, this.before, this.steps)));
		return smaller;
	}

	private static List<Tree> smaller(Tree tree) {
		List<Tree> smaller = new ArrayList<>();
		without(tree.kids()).forEach((kids) -> smaller.add(new Tree(tree.strategy(), tree.intensity(), kids)));
		for (int i = 0; i < tree.kids().size(); i++) {
			if (tree.kids().get(i) instanceof Branch(String id, Restart restart, Tree below)) {
				for (Tree less : smaller(below)) {
					List<Kid> kids = new ArrayList<>(tree.kids());
					kids.set(i, new Branch(id, restart, less));
					smaller.add(new Tree(tree.strategy(), tree.intensity(), kids));
				}
			}
		}
		return smaller;
	}

	/** Each list with one element less, the last one first. */
	static <T> List<List<T>> without(List<T> elements) {
		List<List<T>> all = new ArrayList<>();
		for (int i = elements.size() - 1; i >= 0; i--) {
			List<T> less = new ArrayList<>(elements);
			less.remove(i);
			all.add(less);
		}
		return all;
	}

	static SupervisorScenario random(long seed) {
		return new Dice(seed).scenario();
	}

	/** Makes scenarios. */
	private static final class Dice {

		private final Random random;

		private final List<String> workers = new ArrayList<>();

		private final List<String> supervisors = new ArrayList<>(List.of(TOP));

		private Dice(long seed) {
			this.random = new Random(seed);
		}

		private SupervisorScenario scenario() {
			Tree tree = tree(0);
			List<Step> before = new ArrayList<>();
			if (chance(10)) {
				before.add(setting());
			}
			List<Step> steps = new ArrayList<>();
			int count = 3 + this.random.nextInt(10);
			while (steps.size() < count) {
				steps.add(step());
			}
			return new SupervisorScenario(tree, before, steps);
		}

		private Tree tree(int depth) {
			Strategy strategy = Strategy.values()[this.random.nextInt(Strategy.values().length)];
			int intensity = chance(40) ? this.random.nextInt(3) : 3 + this.random.nextInt(8);
			List<Kid> kids = new ArrayList<>();
			int count = 1 + this.random.nextInt(4);
			while (kids.size() < count) {
				kids.add((depth < 2 && chance(25)) ? branch(depth + 1) : worker());
			}
			return new Tree(strategy, intensity, kids);
		}

		private Kid branch(int depth) {
			String id = "s" + this.supervisors.size();
			this.supervisors.add(id);
			return new Branch(id, restart(), tree(depth));
		}

		private Worker worker() {
			String id = "w" + (this.workers.size() + 1);
			this.workers.add(id);
			return new Worker(id, restart(), chance(60), chance(20));
		}

		/** One of the workers, or in so many percent one there is not. */
		private String worker(int strangers) {
			return chance(strangers) ? "nobody" : any(this.workers);
		}

		private Restart restart() {
			return chance(50) ? Restart.PERMANENT : Restart.values()[this.random.nextInt(3)];
		}

		private Step step() {
			int kind = this.random.nextInt(100);
			if (kind < 40) {
				return new End(worker(8),
						any(List.of(Why.NORMAL, Why.SHUTDOWN, Why.DETAIL, Why.BOOM, Why.BOOM, Why.CRASH)));
			}
			if (kind < 55) {
				boolean branch = this.supervisors.size() > 1 && chance(40);
				return new Signal(branch ? any(this.supervisors.subList(1, this.supervisors.size())) : worker(8),
						any(List.of(Why.NORMAL, Why.SHUTDOWN, Why.BOOM, Why.KILL, Why.KILL)));
			}
			if (kind < 80) {
				return new Request(any(List.of(Ask.values())), any(this.supervisors),
						chance(85) ? worker(8) : any(this.supervisors));
			}
			if (kind < 88) {
				return new Start(any(this.supervisors),
						chance(60) ? worker() : new Worker(any(this.workers), restart(), true, false));
			}
			return setting();
		}

		private Step setting() {
			int times = 1 + this.random.nextInt(3);
			return chance(70) ? new Fail(worker(0), times) : new Ignore(worker(0), times);
		}

		private boolean chance(int percent) {
			return this.random.nextInt(100) < percent;
		}

		private <T> T any(List<T> of) {
			return of.get(this.random.nextInt(of.size()));
		}

	}

}
