package io.actor.sample.chat.room;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The last lines of a room, each once, oldest first. */
final class History {

	private final int limit;

	private final TreeSet<Line> lines = new TreeSet<>(Line.ORDER);

	private final Set<UUID> ids = new HashSet<>();

	History(int limit) {
		this.limit = limit;
	}

	boolean contains(UUID id) {
		return this.ids.contains(id);
	}

	/** Keeps a line; false if it is known, or older than everything that is kept. */
	boolean add(Line line) {
		if (this.ids.contains(line.id())) {
			return false;
		}
		if (this.lines.size() >= this.limit) {
			if (Line.ORDER.compare(line, this.lines.first()) < 0) {
				return false;
			}
			this.ids.remove(this.lines.removeFirst().id());
		}
		this.ids.add(line.id());
		return this.lines.add(line);
	}

	void addAll(Collection<Line> more) {
		more.forEach(this::add);
	}

	Optional<Line> last() {
		return this.lines.isEmpty() ? Optional.empty() : Optional.of(this.lines.last());
	}

	List<Line> lines() {
		return List.copyOf(this.lines);
	}

}
