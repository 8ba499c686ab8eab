package io.actor.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.term.Pid;

/**
 * The entries of a registry by process. Reading takes no lock.
 */
final class Holdings {

	private final Map<Pid, Map<Object, List<Entry>>> byPid = new ConcurrentHashMap<>();

	void add(Entry entry) {
		this.byPid.compute(entry.pid(), (pid, known) -> {
			Map<Object, List<Entry>> keys = (known != null) ? known : new ConcurrentHashMap<>(1);
			List<Entry> more = new ArrayList<>(keys.getOrDefault(entry.key(), List.of()));
			more.add(entry);
			keys.put(entry.key(), List.copyOf(more));
			return keys;
		});
	}

	void remove(Entry entry) {
		this.byPid.computeIfPresent(entry.pid(), (pid, keys) -> {
			keys.computeIfPresent(entry.key(), (key, entries) -> {
				List<Entry> fewer = entries.stream().filter((each) -> each != entry).toList();
				return fewer.isEmpty() ? null : fewer;
			});
			return keys.isEmpty() ? null : keys;
		});
	}

	/** What a process has under a key, oldest first. */
	List<Entry> of(Pid pid, Object key) {
		return this.byPid.getOrDefault(pid, Map.of()).getOrDefault(key, List.of());
	}

	/** What a process has. */
	List<Entry> of(Pid pid) {
		return this.byPid.getOrDefault(pid, Map.of()).values().stream().flatMap(Collection::stream).toList();
	}

	boolean has(Pid pid) {
		return this.byPid.containsKey(pid);
	}

	/** Takes out what a process has had. */
	List<Entry> take(Pid pid) {
		Map<Object, List<Entry>> keys = this.byPid.remove(pid);
		return (keys != null) ? keys.values().stream().flatMap(Collection::stream).toList() : List.of();
	}

}
