package io.actor.application;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How the configuration of an application has changed.
 *
 * @param changed what has another value now
 * @param added what was not there before
 * @param removed names of what is not there any more
 */
public record ConfigurationChange(Map<String, Object> changed, Map<String, Object> added, Set<String> removed) {

	public ConfigurationChange {
		changed = Map.copyOf(changed);
		added = Map.copyOf(added);
		removed = Set.copyOf(removed);
	}

	static ConfigurationChange between(Map<String, Object> before, Map<String, Object> after) {
		return new ConfigurationChange(
				part(after, (name) -> before.containsKey(name) && !Objects.equals(before.get(name), after.get(name))),
				part(after, (name) -> !before.containsKey(name)),
				part(before, (name) -> !after.containsKey(name)).keySet());
	}

	private static Map<String, Object> part(Map<String, Object> all, Predicate<String> wanted) {
		return all.entrySet()
			.stream()
			.filter((each) -> wanted.test(each.getKey()))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/** Whether nothing has changed. */
	public boolean isEmpty() {
		return this.changed.isEmpty() && this.added.isEmpty() && this.removed.isEmpty();
	}

}
