package io.actor.node;

import java.util.Set;

import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * The options of a spawn request ({@code erlang:spawn_request/5}). Those about a heap and
 * a priority mean nothing here, but they are no mistake.
 */
final class SpawnRequestOptions {

	private static final Set<String> PRIORITIES = Set.of("low", "normal", "high", "max");

	private static final Set<String> QUEUES = Set.of("on_heap", "off_heap", "mixed");

	private static final Set<String> REPLIES = Set.of("yes", "no", "error_only", "success_only");

	private static final Set<String> MONITOR_OPTIONS = Set.of("alias", "tag");

	private SpawnRequestOptions() {
	}

	static boolean isLink(Term option) {
		return option.equals(Atom.of("link"));
	}

	static boolean isMonitor(Term option) {
		return option.equals(Atom.of("monitor"))
				|| (option instanceof Tuple tuple && tuple.isTagged(Atom.of("monitor"), 2));
	}

	/** Whether Erlang knows it; if not, its answer is {@code badopt}. */
	static boolean isKnown(Term option) {
		if (!(option instanceof Tuple pair && pair.arity() == 2 && pair.get(0) instanceof Atom(String name))) {
			return isLink(option) || isMonitor(option);
		}
		Term value = pair.get(1);
		return switch (name) {
			case "monitor" -> value instanceof ListTerm list && list.isProper()
					&& list.elements().stream().allMatch(SpawnRequestOptions::isMonitorOption);
			case "priority" -> isOneOf(PRIORITIES, value);
			case "message_queue_data" -> isOneOf(QUEUES, value);
			case "reply" -> isOneOf(REPLIES, value);
			case "reply_tag" -> true;
			case "async_dist" -> value.equals(Atom.TRUE) || value.equals(Atom.FALSE);
			case "min_heap_size", "min_bin_vheap_size", "fullsweep_after", "scheduler" -> isCount(value);
			case "max_heap_size" -> isCount(value) || value instanceof MapTerm;
			default -> false;
		};
	}

	private static boolean isMonitorOption(Term option) {
		return option instanceof Tuple pair && pair.arity() == 2 && isOneOf(MONITOR_OPTIONS, pair.get(0));
	}

	private static boolean isOneOf(Set<String> names, Term value) {
		return value instanceof Atom(String name) && names.contains(name);
	}

	private static boolean isCount(Term value) {
		return value instanceof Int(long count) && count >= 0;
	}

}
