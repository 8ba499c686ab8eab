package io.actor.jackson;

/** The forms a value can have on the wire besides its usual one; see {@link Shaped}. */
public enum Shape {

	/**
	 * A record as {@code {tag, Component...}}, {@code tag} alone without components; what
	 * a message is anyway. A date as {@code {Year, Month, Day}}, a time as {@code {Hour,
	 * Minute, Second}}, both as a pair of those, an {@code Instant} as that pair in UTC
	 * (Erlang's {@code calendar}).
	 */
	TUPLE,

	/** A record as {@code {Component...}}, without a tag. */
	UNTAGGED_TUPLE,

	/** A record as a map with atom keys; what data is anyway. */
	MAP,

	/**
	 * A record or a {@code Map} as {@code [{key, Value}...]}: Erlang's property list,
	 * Elixir's keyword list. Components that are empty are left out; keys of type
	 * {@code String} are atoms.
	 */
	PROPLIST,

	/**
	 * An Elixir struct: a record that says with {@link Struct} of which module; a date or
	 * time as Elixir's {@code Date}, {@code Time}, {@code NaiveDateTime} or
	 * {@code DateTime}.
	 */
	STRUCT,

	/** A {@code String} as a list of its characters, Erlang's {@code string()}. */
	CHARLIST,

	/** A {@code String} as an atom. */
	ATOM,

	/** A {@code Duration}, or an {@code Instant} since 1970, as whole milliseconds. */
	MILLISECONDS

}
