package io.actor.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.actor.term.Pid;

/** The entries of a registry by key. Reading takes no lock. */
sealed interface KeyTable permits UniqueKeys, DuplicateKeys {

	/**
	 * Adds an entry unless its key is taken.
	 * @param lives says whether a process lives; one that does not gives way at once
	 * @return who has the key
	 */
	Optional<Pid> add(Entry entry, Predicate<Pid> lives);

	/** Removes this very entry, if it is there. */
	void remove(Entry entry);

	/** The entries under a key in each partition that has any, oldest first. */
	List<List<Entry>> byPartition(Object key);

	/** How many entries there are. */
	long count();

	/** Looks at every entry. */
	void forEach(Consumer<Entry> action);

}
