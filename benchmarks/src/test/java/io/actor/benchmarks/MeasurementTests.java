package io.actor.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MeasurementTests {

	private static final Contender BEAM = new Contender("beam");

	@Test
	void timePerOperationCountsWhereThereIsOne() {
		assertThat(Measurement.parse("""
				{"sys":"beam","w":"e_ring503","rep":1,"n":1000,"ms":0.25,"ns_op":250.5,"ops_s":3992015}"""))
			.containsExactly(new Measurement(BEAM, "e_ring503", "ns/op", 250.5));
	}

	@Test
	void valueOfItsOwnKeepsItsUnit() {
		assertThat(Measurement.parse("""
				{"sys":"beam","w":"i_nested_sleep100ms","rep":2,"ms":103.2}"""))
			.containsExactly(new Measurement(BEAM, "i_nested_sleep100ms", "ms", 103.2));
	}

	@Test
	void eachKindOfBytesIsARow() {
		assertThat(Measurement
			.parse("""
					{"sys":"beam","w":"h_idle","rep":1,"n":2,"ns_op":5.0,"heap_bytes_per":2785.0,"rss_bytes_per":3127.0}"""))
			.containsExactly(new Measurement(BEAM, "h_idle heap_bytes_per", "B", 2785),
					new Measurement(BEAM, "h_idle rss_bytes_per", "B", 3127),
					new Measurement(BEAM, "h_idle start", "ns", 5));
	}

	@Test
	void lineThatIsNotAMeasurementIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Measurement.parse("WARNING: cold"))
			.withMessageContaining("WARNING: cold");
		assertThatIllegalArgumentException().isThrownBy(() -> Measurement.parse("{\"sys\":\"beam\"}"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Measurement.parse("{\"sys\":\"beam\",\"w\":\"a\",\"rep\":1}"));
	}

}
