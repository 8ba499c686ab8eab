package io.actor.process;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The key of a value that each process has for itself; Erlang's process dictionary, with
 * types. Not inherited by processes it spawns, gone with the process, and visible to
 * others with {@link InfoKey#DICTIONARY} unless the process is {@link Process#sensitive}.
 *
 * <p>
 * A thread-local would be shared: processes take turns on the same threads.
 *
 * @param <T> what the value is
 */
public final class ProcessLocal<T> {

	private final String name;

	private final Class<T> type;

	private ProcessLocal(String name, Class<T> type) {
		this.name = name;
		this.type = type;
	}

	/**
	 * A new key, different from every other: keep it in a constant.
	 * @param name for people
	 * @param type what the value is
	 */
	public static <T> ProcessLocal<T> of(String name, Class<T> type) {
		return new ProcessLocal<>(name, type);
	}

	/** The value this process has, if any ({@code erlang:get/1}). */
	public Optional<T> get(Process self) {
		self.checkAlive();
		Settings settings = self.settingsIfAny();
		return (settings != null) ? cast(settings.locals.get(this)) : Optional.empty();
	}

	/**
	 * Sets the value for this process ({@code erlang:put/2}), in its own code.
	 * @return the value before
	 */
	public Optional<T> put(Process self, T value) {
		self.checkAlive();
		return self.set((settings) -> cast(settings.locals.put(this, value)));
	}

	/**
	 * Removes the value of this process ({@code erlang:erase/1}), in its own code.
	 * @return the value there was
	 */
	public Optional<T> erase(Process self) {
		self.checkAlive();
		Settings settings = self.settingsIfAny();
		return (settings != null) ? cast(settings.locals.remove(this)) : Optional.empty();
	}

	private Optional<T> cast(@Nullable Object value) {
		return Optional.ofNullable(value).map(this.type::cast);
	}

	/** Its name, for people. */
	public String name() {
		return this.name;
	}

	/** What the value is. */
	public Class<T> type() {
		return this.type;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
