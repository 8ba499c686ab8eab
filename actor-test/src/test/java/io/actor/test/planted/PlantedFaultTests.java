package io.actor.test.planted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.actor.test.planted.Hunt.Found;
import io.actor.test.planted.Hunt.Small;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class PlantedFaultTests {

	private static final int SEEDS = 1_000;

	private static final int SHRINK_ATTEMPTS = 1_000;

	private static final int CANDIDATES = 4;

	/** What a person reads. */
	private static final int MOST_EVENTS = 100;

	/** Only a guard: how many seeds it takes does not depend on the machine. */
	private static final Duration TIME = Duration.ofSeconds(90);

	/** One run of these is shrunk, and has to become a short story. */
	static final List<PlantedFault> ACCEPTED = List.of(ProcessFaults.LOST_WAKE_UP,
			ProcessFaults.DOWN_BEFORE_LAST_MESSAGE, BehaviourFaults.RESTART_TOO_MANY);

	/** One of each great group. */
	static final List<PlantedFault> HANDFUL = List.of(ProcessFaults.KILL_TRAPPED, ProcessFaults.AFTER_CANCEL,
			BehaviourFaults.TERMINATE_ON_KILL, ClusterFaults.OLD_INCARNATION, ClusterFaults.DOWN_TOO_EARLY,
			ClusterFaults.MEMBERS_STAY);

	/** Nothing of the core: the simulator itself would not repeat its runs. */
	private static final PlantedFault CHANCE = new PlantedFault("what is due at one time is ordered by chance", "MB",
			PlantedFault.LOCAL, "io/actor/test/simulation/SimulatedTimers.java", ".thenComparingLong(Armed::number)",
			".thenComparingInt(System::identityHashCode)");

	@ParameterizedTest
	@FieldSource("ACCEPTED")
	void aFaultIsFoundAndToldInAShortStory(PlantedFault fault) throws Exception {
		Hunt hunt = new Hunt(fault);
		Found found = smallest(hunt);
		Small small = hunt.shrink(found, SHRINK_ATTEMPTS, TIME);
		System.out.println(fault + ": " + found.foundBy() + " with seed " + found.seed() + ", " + small.events()
				+ " events when shrunk\n" + small.problem() + "\n" + small.diagram());
		assertThat(small.sound()).as("the sound core passes the same run").isTrue();
		assertThat(small.events()).isBetween(1, MOST_EVENTS - 1);
		assertThat(small.diagram()).contains("ms", "●");
	}

	/** Of the first runs that find it the one that shrinks best. */
	private static Found smallest(Hunt hunt) throws Exception {
		List<Found> finds = new ArrayList<>();
		long next = 1;
		for (int i = 0; i < CANDIDATES; i++) {
			finds.add(hunt.from(next, SEEDS, TIME).orElseThrow());
			next = finds.getLast().seed() + 1;
		}
		return hunt.smallest(finds);
	}

	@ParameterizedTest
	@FieldSource("HANDFUL")
	void aFaultIsFound(PlantedFault fault) throws Exception {
		Optional<Found> found = new Hunt(fault).from(1, SEEDS, TIME);
		System.out.println(fault + ": " + found.map(Found::toString).orElse("not found"));
		assertThat(found).isPresent();
	}

	@Test
	void aSimulatorThatDoesNotRepeatItselfIsFoundOut() throws Exception {
		Hunt planted = new Hunt(CHANCE);
		Hunt sound = new Hunt(CHANCE, PlantedClasses.sound());
		boolean repeats = true;
		for (long seed = 1; seed <= 12; seed++) {
			repeats &= planted.repeats(seed);
			assertThat(sound.repeats(seed)).as("seed " + seed).isTrue();
		}
		assertThat(repeats).isFalse();
	}

	@Test
	void everyFaultFitsItsFileAndHasANameOfItsOwn() {
		for (PlantedFault fault : PlantedFaults.ALL) {
			String source = PlantedClasses.source(fault);
			assertThat(fault.into(source)).as(fault.toString()).isNotEqualTo(source);
		}
		assertThat(PlantedFaults.ALL).extracting(PlantedFault::id).doesNotHaveDuplicates();
		assertThat(PlantedFaults.ALL).extracting(PlantedFault::group)
			.contains("MB", "PR", "LM", "GS", "SV", "RG", "TM", "HS", "DC", "GR", "SL");
	}

	@Test
	void aFaultWhoseTextIsNotThereOnceIsRefused() {
		PlantedFault fault = ProcessFaults.KILL_TRAPPED;
		String source = PlantedClasses.source(fault);
		assertThatIllegalStateException().isThrownBy(() -> fault.into(source + source))
			.withMessageContaining("2 times");
		assertThatIllegalStateException().isThrownBy(() -> fault.into("")).withMessageContaining("0 times");
	}

}
