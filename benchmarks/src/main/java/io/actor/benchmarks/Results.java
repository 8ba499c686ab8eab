package io.actor.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All measurements of a run, by row and contender. */
final class Results {

	private final Map<String, Map<Contender, Spread>> rows = new TreeMap<>();

	private final Map<String, String> units = new TreeMap<>();

	private final Set<Contender> contenders = new TreeSet<>(
			Comparator.comparing(Contender::ours).reversed().thenComparing(Contender::name));

	Results(List<Measurement> measurements) {
		Map<String, Map<Contender, List<Double>>> values = new TreeMap<>();
		for (Measurement measurement : measurements) {
			this.contenders.add(measurement.contender());
			this.units.put(measurement.row(), measurement.unit());
			values.computeIfAbsent(measurement.row(), (row) -> new HashMap<>())
				.computeIfAbsent(measurement.contender(), (contender) -> new ArrayList<>())
				.add(measurement.value());
		}
		values.forEach((row, byContender) -> {
			Map<Contender, Spread> spreads = new HashMap<>();
			byContender.forEach((contender, list) -> spreads.put(contender, Spread.of(list)));
			this.rows.put(row, spreads);
		});
	}

	Set<String> rows() {
		return Collections.unmodifiableSet(this.rows.keySet());
	}

	String unit(String row) {
		return Optional.ofNullable(this.units.get(row)).orElseThrow();
	}

	/** Everyone who measured something: ours first, then the peers by name. */
	Set<Contender> contenders() {
		return Collections.unmodifiableSet(this.contenders);
	}

	Optional<Spread> spread(String row, Contender contender) {
		return Optional.ofNullable(this.rows.getOrDefault(row, Map.of()).get(contender));
	}

	/** The peers' families, each of which is compared as a whole. */
	Set<String> peerFamilies() {
		Set<String> families = new TreeSet<>();
		this.contenders.stream().filter((contender) -> !contender.ours()).map(Contender::family).forEach(families::add);
		return families;
	}

	/**
	 * Compares with the configuration of the family that has the least median in this
	 * row, on the same collector; empty if either side did not measure the row.
	 */
	Optional<Ratio> ratio(String row, Contender ours, String family) {
		Optional<Spread> own = spread(row, ours);
		return own.flatMap((spread) -> this.contenders.stream()
			.filter((peer) -> peer.family().equals(family) && peer.comparableWith(ours))
			.flatMap((peer) -> spread(row, peer).map((theirs) -> Ratio.of(spread, peer, theirs)).stream())
			.min(Comparator.comparingDouble(Ratio::value)));
	}

}
