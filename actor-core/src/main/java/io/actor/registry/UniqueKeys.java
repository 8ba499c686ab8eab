package io.actor.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.actor.term.Pid;

/** Each key belongs to one process. */
final class UniqueKeys implements KeyTable {

	private final Map<Object, Entry> entries = new ConcurrentHashMap<>();

	@Override
	public Optional<Pid> add(Entry entry, Predicate<Pid> lives) {
		while (true) {
			Entry holder = this.entries.putIfAbsent(entry.key(), entry);
			if (holder == null) {
				return Optional.empty();
			}
			if (lives.test(holder.pid())) {
				return Optional.of(holder.pid());
			}
			// It has ended and its entry is about to go.
			remove(holder);
		}
	}

	@Override
	public void remove(Entry entry) {
		this.entries.remove(entry.key(), entry);
	}

	@Override
	public List<List<Entry>> byPartition(Object key) {
		Entry entry = this.entries.get(key);
		return (entry != null) ? List.of(List.of(entry)) : List.of();
	}

	@Override
	public long count() {
		return this.entries.size();
	}

	@Override
	public void forEach(Consumer<Entry> action) {
		this.entries.values().forEach(action);
	}

}
