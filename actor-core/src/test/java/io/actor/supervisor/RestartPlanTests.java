package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The decisions of a supervisor, as the pure functions they are. */
class RestartPlanTests {

	private static ChildSpec child(int number, Restart restart) {
		return new ChildSpec("c" + number, (supervisor) -> new StartResult.Ignored(), restart, Shutdown.DEFAULT,
				ChildSpec.Kind.WORKER);
	}

	private static ExitReason reason(String name) {
		return name.equals("shutdown-with-detail") ? ExitReason.shutdown("detail") : ExitReason.named(name);
	}

	@ParameterizedTest
	@CsvSource({ "PERMANENT, normal, Again", "PERMANENT, shutdown, Again", "PERMANENT, shutdown-with-detail, Again",
			"PERMANENT, killed, Again", "PERMANENT, broken, Again", "TRANSIENT, normal, Keep",
			"TRANSIENT, shutdown, Keep", "TRANSIENT, shutdown-with-detail, Keep", "TRANSIENT, killed, Again",
			"TRANSIENT, noproc, Again", "TEMPORARY, normal, Forget", "TEMPORARY, shutdown, Forget",
			"TEMPORARY, shutdown-with-detail, Forget", "TEMPORARY, killed, Forget", "TEMPORARY, broken, Forget" })
	void theRestartTypeAndTheReasonDecide(Restart restart, String reason, String plan) {
		for (Strategy strategy : Strategy.values()) {
			assertThat(RestartPlan.after(strategy, List.of(child(0, restart)), 0, reason(reason))
				.getClass()
				.getSimpleName()).isEqualTo(plan);
		}
	}

	@ParameterizedTest
	@CsvSource({ "ONE_FOR_ONE, 0, 0, 1", "ONE_FOR_ONE, 1, 1, 2", "ONE_FOR_ONE, 2, 2, 3", "ONE_FOR_ALL, 0, 0, 3",
			"ONE_FOR_ALL, 1, 0, 3", "ONE_FOR_ALL, 2, 0, 3", "REST_FOR_ONE, 0, 0, 3", "REST_FOR_ONE, 1, 1, 3",
			"REST_FOR_ONE, 2, 2, 3" })
	void theStrategyDecidesWhoIsConcerned(Strategy strategy, int ended, int from, int to) {
		List<ChildSpec> children = IntStream.range(0, 3).mapToObj((each) -> child(each, Restart.PERMANENT)).toList();

		assertThat(RestartPlan.after(strategy, children, ended, ExitReason.named("broken")))
			.isEqualTo(new RestartPlan.Again(from, to));
	}

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static RestartWindow window(int intensity, long... times) {
		RestartWindow window = RestartWindow.of(intensity, Duration.ofSeconds(5));
		for (long time : times) {
			window = window.add(time);
		}
		return window;
	}

	@Test
	void asManyRestartsAsTheIntensityAreFine() {
		assertThat(window(3, 0, 1, 2).exceeded()).isFalse();
		assertThat(window(3, 0, 1, 2, 3).exceeded()).isTrue();
	}

	@Test
	void anIntensityOfZeroToleratesNone() {
		assertThat(window(0).exceeded()).isFalse();
		assertThat(window(0, 0).exceeded()).isTrue();
	}

	@Test
	void aRestartExactlyOnePeriodAgoStillCounts() {
		assertThat(window(1, 0, 5 * SECOND).exceeded()).isTrue();
		assertThat(window(1, 0, 5 * SECOND + 1).exceeded()).isFalse();
	}

	@Test
	void theWindowSlides() {
		assertThat(window(2, 0, 3 * SECOND, 6 * SECOND, 9 * SECOND, 12 * SECOND).exceeded()).isFalse();
		assertThat(window(2, 0, 4 * SECOND, 6 * SECOND, 8 * SECOND).exceeded()).isTrue();
	}

	@Test
	void aClockBelowZeroIsFine() {
		assertThat(window(1, -9 * SECOND, -SECOND).exceeded()).isFalse();
		assertThat(window(1, Long.MAX_VALUE - SECOND, Long.MIN_VALUE + SECOND).exceeded()).isTrue();
	}

	@Test
	void aWindowKeepsNoMoreThanItNeeds() {
		long[] times = LongStream.range(0, 1000).toArray();

		assertThat(window(3, times).restarts()).hasSize(4);
		assertThat(window(3, times).exceeded()).isTrue();
	}

	@Test
	void aWindowThatMakesNoSenseIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Supervisor.oneForOne().intensity(-1, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> Supervisor.oneForOne().intensity(1, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> DynamicSupervisor.create().maxChildren(-1));
	}

	@Test
	void aChildSpecThatMakesNoSenseIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Shutdown.after(Duration.ofMillis(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> ChildSpec.worker(" ", () -> null));
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> Supervisor.oneForOne().child(child(1, Restart.PERMANENT)).child(child(1, Restart.TEMPORARY)))
			.withMessageContaining("'c1'");
	}

}
