package io.actor.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The decisions of a supervisor against the words of OTP's documentation. */
class RestartPropertyTests {

	/** Answers whether each of these restarts is one too many, until the first is. */
	@FunctionalInterface
	private interface Window {

		List<Boolean> answers(int intensity, Duration period, List<Long> times);

	}

	private static List<Boolean> ours(int intensity, Duration period, List<Long> times) {
		RestartWindow window = RestartWindow.of(intensity, period);
		List<Boolean> answers = new ArrayList<>();
		for (long time : times) {
			window = window.add(time);
			answers.add(window.exceeded());
		}
		return answers;
	}

	/**
	 * "If more than MaxR number of restarts occur in the last MaxT seconds, the
	 * supervisor terminates." Exactly MaxT ago is inside, as supervisor:in_period/3 has
	 * it.
	 */
	private static List<Boolean> documented(int intensity, Duration period, List<Long> times) {
		List<Boolean> answers = new ArrayList<>();
		for (int i = 0; i < times.size(); i++) {
			long now = times.get(i);
			long inside = times.subList(0, i + 1).stream().filter((time) -> now - time <= period.toNanos()).count();
			answers.add(inside > intensity);
		}
		return answers;
	}

	@Test
	void theWindowIsTheDocumentedOne() {
		Property.named("supervisor.window").cases(1500).check((choices) -> window(choices, RestartPropertyTests::ours));
	}

	private static void window(Choices choices, Window window) {
		int intensity = choices.note("intensity", choices.below(5));
		Duration period = choices.note("period", Duration.ofNanos(choices.oneOf(1L, 10L, 5_000_000_000L)));
		List<Long> times = new ArrayList<>();
		long now = choices.chance(0.2) ? choices.anyLong() : 0;
		for (long after : choices.list(30, () -> after(choices, period))) {
			now += after;
			times.add(now);
		}
		choices.note("times", times);

		assertThat(window.answers(intensity, period, times)).isEqualTo(documented(intensity, period, times));
	}

	/** A pause that often ends exactly at the window's edge, or just beside it. */
	private static long after(Choices choices, Duration period) {
		return switch (choices.below(4)) {
			case 0 -> 0;
			case 1 -> choices.below(period.toNanos() + 1) / 2;
			default -> Math.max(0, period.toNanos() + choices.between(-1, 1)) / choices.between(1, 3);
		};
	}

	@Test
	void aWindowWhoseEdgeIsOutsideIsFound() {
		Counterexample found = Property.named("supervisor.window")
			.cases(1500)
			.search((choices) -> window(choices,
					(intensity, period, times) -> ours(intensity,
							period.minusNanos(1).isZero() ? period : period.minusNanos(1), times)))
			.orElseThrow();

		assertThat(found.notes()).containsExactly("intensity = 1", "period = PT0.00000001S", "times = [0, 10]");
	}

	@Test
	void aWindowThatToleratesOneMoreIsFound() {
		Counterexample found = Property.named("supervisor.window")
			.cases(100)
			.search((choices) -> window(choices, (intensity, period, times) -> ours(intensity + 1, period, times)))
			.orElseThrow();

		assertThat(found.notes()).containsExactly("intensity = 0", "period = PT0.000000001S", "times = [0]");
	}

	/** What becomes of each child when one of them ends; by the documentation. */
	private enum Fate {

		LEFT_ALONE, FORGOTTEN, KEPT, RESTARTED

	}

	private static List<Fate> documented(Strategy strategy, List<ChildSpec> children, int ended, ExitReason reason) {
		boolean abnormal = !reason.equals(ExitReason.NORMAL) && !reason.equals(ExitReason.SHUTDOWN)
				&& !(reason instanceof ExitReason.Shutdown);
		Restart type = children.get(ended).restart();
		boolean restarts = type == Restart.PERMANENT || (type == Restart.TRANSIENT && abnormal);
		List<Fate> fates = new ArrayList<>();
		for (int i = 0; i < children.size(); i++) {
			boolean concerned = switch (strategy) {
				case ONE_FOR_ONE -> i == ended;
				case ONE_FOR_ALL -> true;
				case REST_FOR_ONE -> i >= ended;
			};
			if (restarts) {
				fates.add(concerned ? Fate.RESTARTED : Fate.LEFT_ALONE);
			}
			else if (i == ended) {
				fates.add((type == Restart.TEMPORARY) ? Fate.FORGOTTEN : Fate.KEPT);
			}
			else {
				fates.add(Fate.LEFT_ALONE);
			}
		}
		return fates;
	}

	private static List<Fate> planned(RestartPlan plan, int children, int ended) {
		List<Fate> fates = new ArrayList<>();
		for (int i = 0; i < children; i++) {
			fates.add(switch (plan) {
				case RestartPlan.Again(int from, int to) -> (i >= from && i < to) ? Fate.RESTARTED : Fate.LEFT_ALONE;
				case RestartPlan.Forget() -> (i == ended) ? Fate.FORGOTTEN : Fate.LEFT_ALONE;
				case RestartPlan.Keep() -> (i == ended) ? Fate.KEPT : Fate.LEFT_ALONE;
			});
		}
		return fates;
	}

	@Test
	void thePlanIsTheDocumentedOne() {
		Property.named("supervisor.plan").cases(1000).check((choices) -> plan(choices, (strategy, reason) -> reason));
	}

	@Test
	void aPlanThatTakesAShutdownWithDetailForACrashIsFound() {
		Counterexample found = Property.named("supervisor.plan")
			.cases(300)
			.search((choices) -> plan(choices,
					(strategy, reason) -> (reason instanceof ExitReason.Shutdown) ? ExitReason.KILLED : reason))
			.orElseThrow();

		assertThat(found.notes()).containsExactly("strategy = ONE_FOR_ONE", "restart = [TRANSIENT]", "ended = 0",
				"reason = " + ExitReason.shutdown("detail"));
	}

	private static void plan(Choices choices, BiFunction<Strategy, ExitReason, ExitReason> fault) {
		Strategy strategy = choices.note("strategy", choices.oneOf(Strategy.values()));
		List<Restart> types = choices.note("restart", choices.list(1, 6, () -> choices.oneOf(Restart.values())));
		int ended = choices.note("ended", choices.below(types.size()));
		ExitReason reason = choices.note("reason",
				choices.oneOf(ExitReason.NORMAL, ExitReason.SHUTDOWN, ExitReason.shutdown("detail"), ExitReason.KILLED,
						ExitReason.NOPROC, ExitReason.of(Atom.of("normal")), ExitReason.of("normal"),
						ExitReason.crash(new IllegalStateException())));
		List<ChildSpec> children = types.stream().map(RestartPropertyTests::child).toList();

		RestartPlan plan = RestartPlan.after(strategy, children, ended, fault.apply(strategy, reason));

		assertThat(planned(plan, children.size(), ended)).isEqualTo(documented(strategy, children, ended, reason));
	}

	private static ChildSpec child(Restart restart) {
		return new ChildSpec("child", (supervisor) -> new StartResult.Ignored(), restart, Shutdown.DEFAULT,
				ChildSpec.Kind.WORKER);
	}

}
