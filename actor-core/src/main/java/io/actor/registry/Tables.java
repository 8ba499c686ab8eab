package io.actor.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.actor.term.Pid;

/**
 * What a running registry shares with everybody: a restart begins with new ones.
 *
 * @param owner the registry's process
 * @param options what it was started with
 * @param keys the entries by key
 * @param holdings the entries by process
 * @param meta what is known of the registry itself
 * @param numbers numbers of entries
 */
record Tables(Pid owner, RegistryOptions options, KeyTable keys, Holdings holdings, Map<Object, Object> meta,
		AtomicLong numbers) {

	static Tables create(Pid owner, RegistryOptions options) {
		KeyTable keys = switch (options.keys()) {
			case UNIQUE -> new UniqueKeys();
			case DUPLICATE -> new DuplicateKeys(options.partitions());
		};
		return new Tables(owner, options, keys, new Holdings(), new ConcurrentHashMap<>(options.meta()),
				new AtomicLong());
	}

	/** Removes an entry, from the holdings last: they are what a clean-up goes by. */
	void remove(Entry entry) {
		this.keys.remove(entry);
		this.holdings.remove(entry);
	}

	/** Removes all entries of a process that has ended. */
	void removeAll(Pid ended) {
		this.holdings.take(ended).forEach(this.keys::remove);
	}

}
