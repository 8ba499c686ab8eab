package io.actor.supervisor;

import java.util.List;
import java.util.stream.Stream;

/**
 * Arguments of a start function, which supervisors add to ({@code {M, F, Args}}).
 *
 * @param values the arguments, in order
 */
public record Arguments(List<Object> values) {

	/** No arguments. */
	public static final Arguments NONE = new Arguments(List.of());

	public Arguments {
		values = List.copyOf(values);
	}

	/** These arguments. */
	public static Arguments of(Object... values) {
		return new Arguments(List.of(values));
	}

	/** These and then those. */
	public Arguments and(Arguments more) {
		return more.isEmpty() ? this
				: new Arguments(Stream.concat(this.values.stream(), more.values.stream()).toList());
	}

	/** Whether there is none. */
	public boolean isEmpty() {
		return this.values.isEmpty();
	}

	/**
	 * One argument, the first at 0.
	 * @throws IllegalArgumentException if there is none, or it is of another type
	 */
	public <T> T get(int index, Class<T> type) {
		if (index < 0 || index >= this.values.size()) {
			throw new IllegalArgumentException(
					"A start function wants argument " + index + " and was given " + this.values);
		}
		Object value = this.values.get(index);
		if (!type.isInstance(value)) {
			throw new IllegalArgumentException("A start function wants argument " + index + " to be a " + type.getName()
					+ " and was given " + value);
		}
		return type.cast(value);
	}

}
