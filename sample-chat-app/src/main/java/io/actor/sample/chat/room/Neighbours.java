package io.actor.sample.chat.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.actor.process.Down;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;

/**
 * The rooms of the same name on other nodes, and who is connected there. Each is watched:
 * when it or its node ends, its people are gone at once.
 */
final class Neighbours {

	private final Supplier<Process> self;

	private final Map<Pid, Neighbour> known = new HashMap<>();

	Neighbours(Supplier<Process> self) {
		this.self = self;
	}

	/** Watches a room from now on, and tells it everything. */
	void meet(Pid room) {
		this.known.computeIfAbsent(room, (pid) -> new Neighbour(this.self.get().monitor(pid), List.of()));
	}

	/** Notes who is connected at a room on another node. */
	void update(Pid room, List<Person> people) {
		meet(room);
		this.known.computeIfPresent(room, (pid, before) -> new Neighbour(before.monitor(), List.copyOf(people)));
	}

	/** Forgets a room that has ended; false if the news is about somebody else. */
	boolean forget(Down down) {
		return this.known.values().removeIf((neighbour) -> neighbour.monitor().equals(down.monitor()));
	}

	Stream<Person> people() {
		return this.known.values().stream().map(Neighbour::people).flatMap(List::stream);
	}

	void tell(RoomSignal signal) {
		this.known.keySet().forEach((room) -> this.self.get().send(room, signal));
	}

	/**
	 * A room on another node.
	 *
	 * @param monitor how it is watched
	 * @param people who is connected there
	 */
	private record Neighbour(Ref monitor, List<Person> people) {
	}

}
