package io.actor.test.planted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.actor.test.planted.Hunt.Found;
import io.actor.test.planted.Hunt.Small;
import io.actor.test.reliability.Scoreboard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Hunts all planted faults, each from several first seeds, and makes a table of it. */
@Tag("deep")
class PlantedFaultTableTests {

	private static final long[] FIRST_SEEDS = { 1, 100_001, 200_001, 300_001, 400_001 };

	private static final int SEEDS = Integer.getInteger("planted.seeds", 5_000);

	private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("planted.seconds", 40));

	private static final int SHRINK_ATTEMPTS = 1_000;

	private static final Duration SHRINK_TIME = Duration.ofSeconds(6);

	/**
	 * What became of the hunts for one fault.
	 *
	 * @param fault the fault
	 * @param first the first find, if there is one
	 * @param seeds how many seeds each hunt took, the greatest int if it found nothing
	 * @param small the find that shrinks best made small, if there is one
	 */
	private record Row(PlantedFault fault, Optional<Found> first, int[] seeds, Optional<Small> small) {

		private long hits() {
			return Arrays.stream(this.seeds).filter((each) -> each != Integer.MAX_VALUE).count();
		}

		private Map<String, Object> figures() {
			int median = this.seeds[this.seeds.length / 2];
			Map<String, Object> figures = new LinkedHashMap<>();
			figures.put("fault", this.fault.id());
			figures.put("group", this.fault.group());
			figures.put("found by", this.first.map(Found::foundBy).orElse("nothing"));
			figures.put("hunts that found it", hits() + " of " + this.seeds.length);
			figures.put("median seeds", (median != Integer.MAX_VALUE) ? median : "-");
			figures.put("events when shrunk", this.small.map((told) -> String.valueOf(told.events())).orElse("-"));
			return figures;
		}

	}

	@ParameterizedTest
	@FieldSource("io.actor.test.planted.PlantedFaults#ALL")
	void everyPlantedFaultCompiles(PlantedFault fault) {
		assertThatCode(() -> new PlantedClasses(fault)).doesNotThrowAnyException();
	}

	@Test
	void everyPlantedFaultIsFound() throws Exception {
		List<Row> rows = new ArrayList<>();
		try (ExecutorService hunters = Executors.newFixedThreadPool(2)) {
			List<Future<Row>> hunts = PlantedFaults.ALL.stream()
				.map((fault) -> hunters.submit(() -> hunt(fault)))
				.toList();
			for (Future<Row> hunt : hunts) {
				rows.add(hunt.get());
				Scoreboard.record("planted", rows.getLast().figures());
			}
		}
		assertThat(rows.stream().filter((row) -> row.first().isEmpty()).map(Row::fault)).as("not found").isEmpty();
		assertThat(
				rows.stream().filter((row) -> row.small().stream().anyMatch((small) -> !small.sound())).map(Row::fault))
			.as("shrunk to a run that fails without the fault too")
			.isEmpty();
	}

	private static Row hunt(PlantedFault fault) throws Exception {
		Hunt hunt = new Hunt(fault);
		List<Found> finds = new ArrayList<>();
		int[] seeds = new int[FIRST_SEEDS.length];
		for (int i = 0; i < seeds.length; i++) {
			Optional<Found> found = hunt.from(FIRST_SEEDS[i], SEEDS, TIME);
			seeds[i] = found.map(Found::seeds).orElse(Integer.MAX_VALUE);
			found.ifPresent(finds::add);
		}
		Arrays.sort(seeds);
		Optional<Found> first = finds.stream().findFirst();
		Optional<Small> small = finds.isEmpty() ? Optional.empty()
				: Optional.of(hunt.shrink(hunt.smallest(finds), SHRINK_ATTEMPTS, SHRINK_TIME));
		return new Row(fault, first, seeds, small);
	}

}
