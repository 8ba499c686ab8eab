package io.actor.test.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.actor.test.simulation.Story.Event;

import org.jspecify.annotations.Nullable;

/**
 * Draws a story as a space-time diagram in text: a column for each process. If there are
 * too many, a column for each node; if there is one node only, for the processes to which
 * most happens.
 */
final class Diagram {

	private static final int MOST_LANES = 8;

	private static final int WIDTH = 12;

	private final List<String> lanes;

	private final List<Event> events;

	private final boolean byNode;

	private final boolean complete;

	Diagram(List<Event> events) {
		this.events = events;
		Map<String, Integer> processes = count(events, false);
		Map<String, Integer> nodes = count(events, true);
		this.byNode = processes.size() > MOST_LANES && nodes.size() > 1;
		Map<String, Integer> columns = this.byNode ? nodes : processes;
		this.lanes = busiest(columns);
		this.complete = this.lanes.size() == processes.size();
	}

	private static Map<String, Integer> count(List<Event> events, boolean byNode) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		for (Event event : events) {
			counts.merge(column(event.lane(), byNode), 1, Integer::sum);
			if (event.from() != null) {
				counts.merge(column(event.from(), byNode), 1, Integer::sum);
			}
		}
		return counts;
	}

	/** The busiest, in the order of their first appearance. */
	private static List<String> busiest(Map<String, Integer> counts) {
		Set<String> chosen = counts.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
			.limit(MOST_LANES)
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
		List<String> lanes = new ArrayList<>(counts.keySet());
		lanes.retainAll(chosen);
		return lanes;
	}

	private static String column(String lane, boolean byNode) {
		return byNode ? lane.substring(lane.lastIndexOf('>') + 1).replaceFirst("^@", "") : lane;
	}

	String draw() {
		StringBuilder text = new StringBuilder();
		text.append(String.format(Locale.ROOT, "%12s ", "ms"));
		for (String lane : this.lanes) {
			text.append(String.format(Locale.ROOT, " %-" + (WIDTH - 1) + "s", cut(title(lane))));
		}
		text.append('\n');
		for (Event event : this.events) {
			text.append(String.format(Locale.ROOT, "%12.3f ", event.time() / 1e6));
			text.append(row(place(event.from()), place(event.lane())));
			text.append(' ');
			if (!this.complete) {
				text.append(event.lane()).append(' ');
			}
			text.append(event.text()).append('\n');
		}
		return text.toString();
	}

	/** The name of a process that has one, else its pid. */
	private static String title(String lane) {
		String local = lane.replaceFirst("@.*", "");
		int pid = local.indexOf('<');
		return (pid > 0) ? local.substring(0, pid) : local;
	}

	private static String cut(String label) {
		return (label.length() < WIDTH) ? label : label.substring(0, WIDTH - 2) + "…";
	}

	private int place(@Nullable String lane) {
		return (lane != null) ? this.lanes.indexOf(column(lane, this.byNode)) : -1;
	}

	/** One line: a bar for each lane, a dot where it happens, an arrow from its cause. */
	private String row(int from, int to) {
		char[] line = new char[this.lanes.size() * WIDTH];
		Arrays.fill(line, ' ');
		for (int i = 0; i < this.lanes.size(); i++) {
			line[i * WIDTH + 1] = '│';
		}
		if (to >= 0) {
			int head = to * WIDTH + 1;
			if (from >= 0 && from != to) {
				int tail = from * WIDTH + 1;
				for (int i = Math.min(head, tail) + 1; i < Math.max(head, tail); i++) {
					line[i] = '─';
				}
				line[tail] = (from < to) ? '├' : '┤';
				line[(from < to) ? head - 1 : head + 1] = (from < to) ? '▶' : '◀';
			}
			line[head] = '●';
		}
		return new String(line);
	}

}
