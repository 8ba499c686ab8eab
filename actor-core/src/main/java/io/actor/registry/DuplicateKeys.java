package io.actor.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.actor.term.Pid;

/**
 * Each key has any number of entries, several of one process too. The entries of a
 * process are all in one partition.
 */
final class DuplicateKeys implements KeyTable {

	private final List<Partition> partitions;

	private final LongAdder count = new LongAdder();

	/** Entries by number under each key; a key without entries is not there. */
	private static final class Partition {

		private final Map<Object, NavigableMap<Long, Entry>> byKey = new ConcurrentHashMap<>();

	}

	DuplicateKeys(int partitions) {
		this.partitions = IntStream.range(0, partitions).mapToObj((each) -> new Partition()).toList();
	}

	private Partition of(Pid pid) {
		return this.partitions.get(Math.floorMod(pid.hashCode(), this.partitions.size()));
	}

	@Override
	public Optional<Pid> add(Entry entry, Predicate<Pid> lives) {
		of(entry.pid()).byKey.compute(entry.key(), (key, known) -> {
			NavigableMap<Long, Entry> entries = (known != null) ? known : new ConcurrentSkipListMap<>();
			entries.put(entry.number(), entry);
			return entries;
		});
		this.count.increment();
		return Optional.empty();
	}

	@Override
	public void remove(Entry entry) {
		of(entry.pid()).byKey.computeIfPresent(entry.key(), (key, entries) -> {
			if (entries.remove(entry.number()) != null) {
				this.count.decrement();
			}
			return entries.isEmpty() ? null : entries;
		});
	}

	@Override
	public List<List<Entry>> byPartition(Object key) {
		List<List<Entry>> found = new ArrayList<>();
		for (Partition partition : this.partitions) {
			Map<Long, Entry> entries = partition.byKey.get(key);
			if (entries != null) {
				List<Entry> now = List.copyOf(entries.values());
				// The last one may have gone meanwhile.
				if (!now.isEmpty()) {
					found.add(now);
				}
			}
		}
		return found;
	}

	@Override
	public long count() {
		return this.count.sum();
	}

	@Override
	public void forEach(Consumer<Entry> action) {
		for (Partition partition : this.partitions) {
			partition.byKey.values().forEach((entries) -> entries.values().forEach(action));
		}
	}

}
