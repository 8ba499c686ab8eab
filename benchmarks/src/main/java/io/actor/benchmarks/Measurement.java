package io.actor.benchmarks;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One number of one repetition. Less is better in every unit.
 *
 * @param row the row of the table it belongs to: the workload, followed by the key where
 * a workload has several numbers
 */
record Measurement(Contender contender, String row, String unit, double value) {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final List<String> BYTES = List.of("heap_bytes_per", "rss_bytes_per", "process_info_bytes");

	/**
	 * Reads a line that a workload program printed.
	 * @throws IllegalArgumentException if it is not one of their lines
	 */
	static List<Measurement> parse(String line) {
		JsonNode json = read(line);
		if (!json.path("sys").isString() || !json.path("w").isString()) {
			throw new IllegalArgumentException("Not a measurement: " + line);
		}
		Contender contender = new Contender(json.path("sys").stringValue());
		String workload = json.path("w").stringValue();
		List<Measurement> found = new ArrayList<>();
		for (String key : BYTES) {
			add(found, json, key, contender, workload + " " + key, "B");
		}
		if (!found.isEmpty()) {
			add(found, json, "ns_op", contender, workload + " start", "ns");
			return found;
		}
		// A workload of many operations has its total in "ms" too; the op is what counts.
		if (json.has("ns_op")) {
			add(found, json, "ns_op", contender, workload, "ns/op");
		}
		else {
			add(found, json, "ms", contender, workload, "ms");
			add(found, json, "us", contender, workload, "us");
		}
		if (found.isEmpty()) {
			throw new IllegalArgumentException("No value in: " + line);
		}
		return found;
	}

	private static JsonNode read(String line) {
		try {
			return MAPPER.readTree(line);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("Not JSON: " + line, ex);
		}
	}

	private static void add(List<Measurement> found, JsonNode json, String key, Contender contender, String row,
			String unit) {
		if (json.path(key).isNumber()) {
			found.add(new Measurement(contender, row, unit, json.path(key).doubleValue()));
		}
	}

}
