package io.actor.test.planted;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlantedFaultTests {

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

}
